/* libtirpc's functions that talk to rpcbind, one a run; status 1 when the answer is no.

     tirpc_registry [--uid N] set|unset PROGRAM VERSION NETID [UNIVERSAL_ADDRESS]    rpcb_set, rpcb_unset
     tirpc_registry [--uid N] pmap_set|pmap_unset PROGRAM VERSION tcp|udp PORT
     tirpc_registry getaddr HOST PROGRAM VERSION NETID                               prints what it finds
     tirpc_registry getport HOST PROGRAM VERSION tcp|udp                             prints it
     tirpc_registry getmaps HOST NETID                                               prints the lines of the dump
     tirpc_registry pmap_getmaps HOST                                                the same of version 2 */
#include <arpa/inet.h>
#include <grp.h>
#include <netconfig.h>
#include <netinet/in.h>
#include <rpc/pmap_clnt.h>
#include <rpc/pmap_prot.h>
#include <rpc/rpc.h>
#include <rpc/rpcb_clnt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct netconfig *config_of(const char *netid) {
  struct netconfig *config = getnetconfigent(netid);
  if (config != NULL) return config;
  fprintf(stderr, "%s: no such netid\n", netid);
  exit(2);
}

static rpcprog_t number(const char *text) { return (rpcprog_t)strtoul(text, NULL, 0); }

static int protocol(const char *netid) { return strcmp(netid, "udp") == 0 ? IPPROTO_UDP : IPPROTO_TCP; }

static struct sockaddr_in at_host(const char *host) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(PMAPPORT);
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) exit(2);
  return address;
}

static int change(int count, char **a) {
  if (strcmp(a[0], "set") == 0 && count == 5) {
    struct netconfig *config = config_of(a[3]);
    struct netbuf *address = uaddr2taddr(config, a[4]);
    return address != NULL && rpcb_set(number(a[1]), number(a[2]), config, address);
  }
  if (strcmp(a[0], "unset") == 0 && count == 4)
    return rpcb_unset(number(a[1]), number(a[2]), strcmp(a[3], "all") == 0 ? NULL : config_of(a[3]));
  if (strcmp(a[0], "pmap_set") == 0 && count == 5)
    return pmap_set(number(a[1]), number(a[2]), protocol(a[3]), (u_short)number(a[4]));
  if (strcmp(a[0], "pmap_unset") == 0) return pmap_unset(number(a[1]), number(a[2]));
  exit(2);
}

static int ask(int count, char **a) {
  if (strcmp(a[0], "getaddr") == 0 && count == 5) {
    struct netconfig *config = config_of(a[4]);
    char room[256];
    struct netbuf found = {sizeof room, 0, room};
    if (!rpcb_getaddr(number(a[2]), number(a[3]), config, &found, a[1])) return 0;
    puts(taddr2uaddr(config, &found));
    return 1;
  }
  if (strcmp(a[0], "getport") == 0 && count == 5) {
    struct sockaddr_in address = at_host(a[1]);
    u_short port = pmap_getport(&address, number(a[2]), number(a[3]), (u_int)protocol(a[4]));
    printf("%u\n", port);
    return port != 0;
  }
  if (strcmp(a[0], "getmaps") == 0 && count == 3) {
    rpcblist *line = rpcb_getmaps(config_of(a[2]), a[1]);
    if (line == NULL) return 0;
    for (; line != NULL; line = line->rpcb_next)
      printf("%u %u %s %s %s\n", line->rpcb_map.r_prog, line->rpcb_map.r_vers, line->rpcb_map.r_netid,
             line->rpcb_map.r_addr, line->rpcb_map.r_owner);
    return 1;
  }
  if (strcmp(a[0], "pmap_getmaps") == 0 && count == 2) {
    struct sockaddr_in address = at_host(a[1]);
    struct pmaplist *line = pmap_getmaps(&address);
    if (line == NULL) return 0;
    for (; line != NULL; line = line->pml_next)
      printf("%lu %lu %lu %lu\n", line->pml_map.pm_prog, line->pml_map.pm_vers, line->pml_map.pm_prot,
             line->pml_map.pm_port);
    return 1;
  }
  exit(2);
}

int main(int count, char **arguments) {
  ++arguments, --count;
  if (count > 2 && strcmp(arguments[0], "--uid") == 0) {
    uid_t uid = (uid_t)number(arguments[1]);
    if (setgroups(0, NULL) != 0 || setgid(uid) != 0 || setuid(uid) != 0) {
      perror("setuid");
      return 2;
    }
    arguments += 2, count -= 2;
  }
  if (count == 0) return 2;
  int yes = strstr(arguments[0], "get") != NULL ? ask(count, arguments) : change(count, arguments);
  return yes ? 0 : 1;
}
