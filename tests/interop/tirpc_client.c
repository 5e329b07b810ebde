/* Calls every procedure with rpcgen's stubs and libtirpc, and compares.

     tirpc_client ENDPOINT CALLS            tcp://127.0.0.1:port, udp://[::1]:port, unix:/path
     tirpc_client HOST NETID CALLS          found through rpcbind: clnt_create
     tirpc_client --errors ENDPOINT         every refusal, as libtirpc understands it

   FRAGMENT_BYTES in the environment: the longest fragment that it sends. Prints "ok". */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fill.h"

static CLIENT *client;

static void expect(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "tirpc_client: %s: %s\n", what, client != NULL ? clnt_sperror(client, "the last call") : "");
  exit(1);
}
#define EXPECT(condition) expect((condition), #condition)

static CLIENT *connect_to(const char *text, rpcprog_t program, rpcvers_t version) {
  const char *fragment = getenv("FRAGMENT_BYTES");
  u_int send_bytes = fragment != NULL ? (u_int)atoi(fragment) : 0;
  struct sockaddr_storage address;
  struct netbuf where = {sizeof address, 0, &address};
  char host[64] = "";
  unsigned port = 0;
  memset(&address, 0, sizeof address);
  if (strncmp(text, "unix:", 5) == 0) {
    struct sockaddr_un *local = (struct sockaddr_un *)&address;
    local->sun_family = AF_UNIX;
    snprintf(local->sun_path, sizeof local->sun_path, "%s", text + 5);
    where.len = sizeof *local;
  } else if (sscanf(text + 3, "://[%63[^]]]:%u", host, &port) == 2) {
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t)port);
    EXPECT(inet_pton(AF_INET6, host, &v6->sin6_addr) == 1);
    where.len = sizeof *v6;
  } else {
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
    EXPECT(sscanf(text + 3, "://%63[^:]:%u", host, &port) == 2);
    v4->sin_family = AF_INET;
    v4->sin_port = htons((uint16_t)port);
    EXPECT(inet_pton(AF_INET, host, &v4->sin_addr) == 1);
    where.len = sizeof *v4;
  }
  int datagram = strncmp(text, "udp:", 4) == 0;
  int descriptor = socket(address.ss_family, datagram ? SOCK_DGRAM : SOCK_STREAM, 0);
  if (datagram) return clnt_dg_create(descriptor, &where, program, version, 65000, 65000);
  EXPECT(connect(descriptor, (struct sockaddr *)&address, where.len) == 0);
  return clnt_vc_create(descriptor, &where, program, version, send_bytes, 0);
}

/* The classic way in, by a port that is known. */
static CLIENT *connect_old(const char *text, rpcprog_t program, rpcvers_t version) {
  struct sockaddr_in address;
  struct sockaddr_un local;
  struct timeval wait = {2, 0};
  int descriptor = RPC_ANYSOCK;
  char host[64];
  unsigned port;
  memset(&local, 0, sizeof local);
  if (strncmp(text, "unix:", 5) == 0) {
    local.sun_family = AF_UNIX;
    snprintf(local.sun_path, sizeof local.sun_path, "%s", text + 5);
    return clntunix_create(&local, program, version, &descriptor, 0, 0);
  }
  if (strchr(text, '[') != NULL) return NULL;
  memset(&address, 0, sizeof address);
  EXPECT(sscanf(text + 3, "://%63[^:]:%u", host, &port) == 2);
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)port);
  EXPECT(inet_pton(AF_INET, host, &address.sin_addr) == 1);
  if (strncmp(text, "udp:", 4) == 0) return clntudp_create(&address, program, version, wait, &descriptor);
  return clnttcp_create(&address, program, version, &descriptor, 0, 0);
}

static void call_with_everything(uint64_t seed) {
  everything sent, received;
  bool_t same = FALSE;
  fill_everything(&sent, seed);
  memset(&received, 0, sizeof received);
  EXPECT(echo_1(sent, &received, client) == RPC_SUCCESS);
  EXPECT(is_same(&sent, &received));
  xdr_free((xdrproc_t)xdr_everything, &received);
  memset(&received, 0, sizeof received);
  EXPECT(make_1(seed, &received, client) == RPC_SUCCESS);
  EXPECT(is_same(&sent, &received));
  EXPECT(check_1(seed, sent, &same, client) == RPC_SUCCESS);
  EXPECT(same);
  EXPECT(check_1(seed + 1, sent, &same, client) == RPC_SUCCESS);
  EXPECT(!same);
  xdr_free((xdrproc_t)xdr_everything, &received);
  xdr_free((xdrproc_t)xdr_everything, &sent);
}

static void call_with_bytes(u_int size) {
  blob sent = {size, malloc(size + 1)}, received = {0, NULL};
  for (u_int i = 0; i < size; ++i) sent.blob_val[i] = (char)(i * 7 + i / 256);
  EXPECT(reverse_1(sent, &received, client) == RPC_SUCCESS);
  EXPECT(received.blob_len == size);
  for (u_int i = 0; i < size; ++i) EXPECT(received.blob_val[i] == sent.blob_val[size - 1 - i]);
  xdr_free((xdrproc_t)xdr_blob, &received);
  free(sent.blob_val);
}

static void call_with_one(void) {
  int difference = 0;
  char *name = NULL;
  char text[] = "a name with spaces";
  shade one = BLACK;
  bool_t flag = TRUE;
  double number = 0, nan_sent;
  float small = 0;
  quad_t wide = 0;
  uint64_t bits = 0x7ff80000deadbeefu;
  list nothing = NULL;
  memcpy(&nan_sent, &bits, sizeof bits);
  EXPECT(nothing_1(NULL, client) == RPC_SUCCESS);
  EXPECT(subtract_1(5, 8, &difference, client) == RPC_SUCCESS && difference == -3);
  EXPECT(name_1(text, &name, client) == RPC_SUCCESS && strcmp(name, text) == 0);
  free(name);
  EXPECT(shade_1(WHITE, &one, client) == RPC_SUCCESS && one == WHITE);
  EXPECT(negate_1(TRUE, &flag, client) == RPC_SUCCESS && flag == FALSE);
  EXPECT(echo_float_1(-0.0f, &small, client) == RPC_SUCCESS && memcmp(&small, "\0\0\0\x80", 4) == 0);
  EXPECT(echo_double_1(nan_sent, &number, client) == RPC_SUCCESS && memcmp(&number, &nan_sent, 8) == 0);
  EXPECT(echo_hyper_1(INT64_MIN, &wide, client) == RPC_SUCCESS && wide == INT64_MIN);
  EXPECT(echo_list_1(NULL, &nothing, client) == RPC_SUCCESS && nothing == NULL);
}

static void call_with_credential(void) {
  AUTH *before = client->cl_auth;
  gid_t groups[] = {7, 8, 9};
  char machine[] = "interop.machine";
  int uid = 0;
  EXPECT(credential_1(&uid, client) == RPC_SUCCESS && uid == -1);
  client->cl_auth = authsys_create(machine, 4711, 815, 3, groups);
  EXPECT(credential_1(&uid, client) == RPC_SUCCESS && uid == 4711);
  auth_destroy(client->cl_auth);
  client->cl_auth = before;
}

static void errors(const char *endpoint) {
  struct timeval wait = {20, 0};
  struct rpc_err error;
  int number = 0;
  quad_t wide = 1;
  client = connect_to(endpoint, INTEROP_PROG + 0x100, 1);
  EXPECT(nothing_1(NULL, client) == RPC_PROGUNAVAIL);
  clnt_destroy(client);
  client = connect_to(endpoint, INTEROP_PROG, 2);
  EXPECT(nothing_1(NULL, client) == RPC_PROGVERSMISMATCH);
  clnt_geterr(client, &error);
  EXPECT(error.re_vers.low == 1 && error.re_vers.high == 3);
  clnt_destroy(client);
  client = connect_to(endpoint, INTEROP_PROG, 1);
  EXPECT(clnt_call(client, 99, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL, wait) == RPC_PROCUNAVAIL);
  EXPECT(clnt_call(client, SUBTRACT, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_int, (caddr_t)&number, wait) ==
         RPC_CANTDECODEARGS);
  EXPECT(clnt_call(client, NAME, (xdrproc_t)xdr_int64_t, (caddr_t)&wide, (xdrproc_t)xdr_void, NULL, wait) ==
         RPC_CANTDECODEARGS);
  EXPECT(break_1(&number, client) == RPC_SYSTEMERROR);
  EXPECT(subtract_1(1, 1, &number, client) == RPC_SUCCESS);
  clnt_destroy(client);
}

int main(int count, char **arguments) {
  int version = INTEROP_V1, calls, tripled = 0, difference = 0;
  if (count == 3 && strcmp(arguments[1], "--errors") == 0) {
    errors(arguments[2]);
    puts("ok");
    return 0;
  }
  calls = count > 2 ? atoi(arguments[count - 1]) : 0;
  client = count == 4 ? clnt_create(arguments[1], INTEROP_PROG, (rpcvers_t)version, arguments[2])
                      : connect_to(arguments[1], INTEROP_PROG, (rpcvers_t)version);
  if (client == NULL) {
    clnt_pcreateerror("tirpc_client");
    return 1;
  }
  int is_datagram = strncmp(arguments[count - 2], "udp", 3) == 0;
  call_with_one();
  call_with_credential();
  for (int i = 0; i < calls; ++i) call_with_everything((uint64_t)i);
  /* clnt_create gives datagrams of 8,800 bytes. */
  u_int largest = !is_datagram ? 1000000 : count == 4 ? 8000 : 60000;
  for (u_int size = 0; size < 20; ++size) call_with_bytes(size);
  for (u_int size = 4000; size <= largest; size = size * 2 + 1) call_with_bytes(size);
  clnt_destroy(client);
  client = NULL;
  if (count == 3) {
    client = connect_old(arguments[1], INTEROP_PROG, INTEROP_V3);
    if (client != NULL) {
      EXPECT(times_three_3(14, &tripled, client) == RPC_SUCCESS && tripled == 42);
      clnt_destroy(client);
    }
    client = connect_old(arguments[1], INTEROP_PROG, INTEROP_V1);
    if (client != NULL) {
      EXPECT(subtract_1(3, 1, &difference, client) == RPC_SUCCESS && difference == 2);
      clnt_destroy(client);
    }
  }
  puts("ok");
  return 0;
}
