/* A server that rpcgen and libtirpc made.

     tirpc_server tcp://127.0.0.1 udp://[::1] unix:/path ...    prints its endpoints, one a line
     tirpc_server --register NETID ...                          registers with rpcbind, prints "registered NETID"

   It serves until a signal ends it; then it deregisters. */
#include <arpa/inet.h>
#include <netconfig.h>
#include <rpc/rpcb_clnt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fill.h"

extern void interop_prog_1(struct svc_req *request, SVCXPRT *transport);
extern void interop_prog_3(struct svc_req *request, SVCXPRT *transport);

bool_t nothing_1_svc(void *result, struct svc_req *request) {
  (void)result, (void)request;
  return TRUE;
}

bool_t subtract_1_svc(int a, int b, int *result, struct svc_req *request) {
  (void)request;
  *result = a - b;
  return TRUE;
}

/* Arguments and results are freed separately, so the results are copies. */
bool_t echo_1_svc(everything arg, everything *result, struct svc_req *request) {
  (void)request;
  return copy_by_xdr((xdrproc_t)xdr_everything, &arg, result, sizeof *result);
}

bool_t make_1_svc(u_quad_t seed, everything *result, struct svc_req *request) {
  (void)request;
  fill_everything(result, seed);
  return TRUE;
}

bool_t check_1_svc(u_quad_t seed, everything value, bool_t *result, struct svc_req *request) {
  everything expected;
  (void)request;
  fill_everything(&expected, seed);
  *result = is_same(&expected, &value);
  xdr_free((xdrproc_t)xdr_everything, &expected);
  return TRUE;
}

bool_t name_1_svc(char *arg, char **result, struct svc_req *request) {
  (void)request;
  *result = strdup(arg);
  return TRUE;
}

bool_t reverse_1_svc(blob arg, blob *result, struct svc_req *request) {
  (void)request;
  result->blob_len = arg.blob_len;
  result->blob_val = malloc(arg.blob_len + 1);
  for (u_int i = 0; i < arg.blob_len; ++i) result->blob_val[i] = arg.blob_val[arg.blob_len - 1 - i];
  return TRUE;
}

bool_t shade_1_svc(shade arg, shade *result, struct svc_req *request) {
  (void)request;
  *result = arg;
  return TRUE;
}

bool_t negate_1_svc(bool_t arg, bool_t *result, struct svc_req *request) {
  (void)request;
  *result = !arg;
  return TRUE;
}

bool_t echo_float_1_svc(float arg, float *result, struct svc_req *request) {
  (void)request;
  memcpy(result, &arg, sizeof arg);
  return TRUE;
}

bool_t echo_double_1_svc(double arg, double *result, struct svc_req *request) {
  (void)request;
  memcpy(result, &arg, sizeof arg);
  return TRUE;
}

bool_t echo_hyper_1_svc(quad_t arg, quad_t *result, struct svc_req *request) {
  (void)request;
  *result = arg;
  return TRUE;
}

bool_t echo_list_1_svc(list arg, list *result, struct svc_req *request) {
  (void)request;
  return copy_by_xdr((xdrproc_t)xdr_list, &arg, result, sizeof *result);
}

bool_t echo_choice_1_svc(choice arg, choice *result, struct svc_req *request) {
  (void)request;
  return copy_by_xdr((xdrproc_t)xdr_choice, &arg, result, sizeof *result);
}

bool_t break_1_svc(int *result, struct svc_req *request) {
  (void)result;
  svcerr_systemerr(request->rq_xprt);
  return FALSE;
}

bool_t credential_1_svc(int *result, struct svc_req *request) {
  *result = -1;
  if (request->rq_cred.oa_flavor == AUTH_SYS)
    *result = (int)((struct authsys_parms *)request->rq_clntcred)->aup_uid;
  return TRUE;
}

bool_t times_three_3_svc(int arg, int *result, struct svc_req *request) {
  (void)request;
  *result = 3 * arg;
  return TRUE;
}

int interop_prog_1_freeresult(SVCXPRT *transport, xdrproc_t type, caddr_t result) {
  (void)transport;
  xdr_free(type, result);
  return 1;
}

int interop_prog_3_freeresult(SVCXPRT *transport, xdrproc_t type, caddr_t result) {
  return interop_prog_1_freeresult(transport, type, result);
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* "tcp://127.0.0.1", "udp://[::1]", "unix:/path" */
static socklen_t parse(const char *text, struct sockaddr_storage *to) {
  struct sockaddr_un *local = (struct sockaddr_un *)to;
  struct sockaddr_in *v4 = (struct sockaddr_in *)to;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;
  memset(to, 0, sizeof *to);
  if (strncmp(text, "unix:", 5) == 0) {
    local->sun_family = AF_UNIX;
    snprintf(local->sun_path, sizeof local->sun_path, "%s", text + 5);
    return sizeof *local;
  }
  if (strchr(text, '[') != NULL) {
    v6->sin6_family = AF_INET6;
    v6->sin6_addr = in6addr_loopback;
    return sizeof *v6;
  }
  v4->sin_family = AF_INET;
  if (inet_pton(AF_INET, text + 6, &v4->sin_addr) != 1) exit(2);
  return sizeof *v4;
}

static void serve_at(const char *text) {
  struct sockaddr_storage address;
  socklen_t size = parse(text, &address);
  int datagram = strncmp(text, "udp:", 4) == 0;
  int descriptor = socket(address.ss_family, datagram ? SOCK_DGRAM : SOCK_STREAM, 0);
  if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, size) != 0) fail(text);
  if (!datagram && listen(descriptor, 16) != 0) fail(text);
  SVCXPRT *transport =
      datagram ? svc_dg_create(descriptor, 65000, 65000) : svc_vc_create(descriptor, 0, 0);
  if (transport == NULL || !svc_reg(transport, INTEROP_PROG, INTEROP_V1, interop_prog_1, NULL) ||
      !svc_reg(transport, INTEROP_PROG, INTEROP_V3, interop_prog_3, NULL))
    fail("svc_reg");
  if (address.ss_family == AF_UNIX) {
    printf("%s\n", text);
  } else {
    getsockname(descriptor, (struct sockaddr *)&address, &size);
    printf("%s:%u\n", text, ntohs(((struct sockaddr_in *)&address)->sin_port));
  }
}

static void register_at(const char *netid) {
  struct netconfig *config = getnetconfigent(netid);
  if (config == NULL) fail(netid);
  if (!svc_tp_create(interop_prog_1, INTEROP_PROG, INTEROP_V1, config) ||
      !svc_tp_create(interop_prog_3, INTEROP_PROG, INTEROP_V3, config)) {
    fprintf(stderr, "%s: not registered\n", netid);
    exit(1);
  }
  printf("registered %s\n", netid);
  freenetconfigent(config);
}

static int registered;

static void end(int number) {
  (void)number;
  if (registered) {
    svc_unreg(INTEROP_PROG, INTEROP_V1);
    svc_unreg(INTEROP_PROG, INTEROP_V3);
  }
  _exit(0);
}

int main(int count, char **arguments) {
  signal(SIGTERM, end);
  for (int i = 1; i < count; ++i) {
    if (strcmp(arguments[i], "--register") == 0)
      registered = 1;
    else if (registered)
      register_at(arguments[i]);
    else
      serve_at(arguments[i]);
  }
  fflush(stdout);
  svc_run();
  return 1;
}
