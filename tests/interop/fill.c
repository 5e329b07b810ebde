#include "fill.h"

#include <stdlib.h>
#include <string.h>

#include "oracle.h"

enum { MOST_BYTES = 1 << 16 };

/* splitmix64 */
static uint64_t next(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static u_int below(uint64_t *state, u_int bound) { return (u_int)(next(state) % bound); }

static void *room_for(size_t count, size_t size) { return calloc(count == 0 ? 1 : count, size); }

static char *fill_text(uint64_t *state, u_int most) {
  u_int length = below(state, most + 1);
  char *text = room_for(length + 1, 1);
  for (u_int i = 0; i < length; ++i) text[i] = (char)('!' + below(state, 94));
  return text;
}

static char *fill_bytes(uint64_t *state, u_int length) {
  char *bytes = room_for(length, 1);
  for (u_int i = 0; i < length; ++i) bytes[i] = (char)next(state);
  return bytes;
}

static shade fill_shade(uint64_t *state) {
  static const shade all[] = {BLACK, GREY, WHITE};
  return all[below(state, 3)];
}

/* Any bits at all, and those that an FPU might change more often. */
static double fill_double(uint64_t *state) {
  static const uint64_t special[] = {0x8000000000000000u, 0x7ff8000000000001u, 0xfff80000deadbeefu,
                                     0x7ff0000000000001u, 0x7ff0000000000000u, 1u};
  uint64_t bits = next(state);
  u_int choice = below(state, 16);
  double value;
  if (choice < 6) bits = special[choice];
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void fill_float(uint64_t *state, float *to) {
  static const uint32_t special[] = {0x80000000u, 0x7fc00001u, 0xffc0beefu, 0x7f800001u, 0xff800000u, 1u};
  uint32_t bits = (uint32_t)next(state);
  u_int choice = below(state, 16);
  if (choice < 6) bits = special[choice];
  memcpy(to, &bits, sizeof bits);
}

static void fill_scalars(uint64_t *state, scalars *to) {
  to->i = (int)next(state);
  to->u = (u_int)next(state);
  to->h = (quad_t)next(state);
  to->uh = next(state);
  to->l = (int)next(state); /* four bytes on the wire */
  to->ul = (u_int)next(state);
  to->s = (short)next(state);
  to->us = (u_short)next(state);
  to->c = (char)next(state);
  to->uc = (u_char)next(state);
  to->b = (bool_t)below(state, 2);
  fill_float(state, &to->f);
  to->d = fill_double(state);
  to->e = fill_shade(state);
}

static void fill_arrays(uint64_t *state, arrays *to) {
  for (u_int i = 0; i < 7; ++i) to->fixed[i] = (char)next(state);
  for (u_int i = 0; i < 5; ++i) to->named[i] = (char)next(state);
  to->variable.variable_len = below(state, 41);
  to->variable.variable_val = fill_bytes(state, to->variable.variable_len);
  to->text = fill_text(state, 90);
  to->bounded = fill_text(state, MAX_LABEL);
  for (u_int i = 0; i < 3; ++i) to->three[i] = (int)next(state);
  for (u_int i = 0; i < 4; ++i) to->fixed_ints[i] = (int)next(state);
  to->some.some_len = below(state, 7);
  to->some.some_val = room_for(to->some.some_len, sizeof(u_int));
  for (u_int i = 0; i < to->some.some_len; ++i) to->some.some_val[i] = (u_int)next(state);
  to->many.hypers_len = below(state, 20);
  to->many.hypers_val = room_for(to->many.hypers_len, sizeof(quad_t));
  for (u_int i = 0; i < to->many.hypers_len; ++i) to->many.hypers_val[i] = (quad_t)next(state);
  to->reals.reals_len = below(state, 5);
  to->reals.reals_val = room_for(to->reals.reals_len, sizeof(double));
  for (u_int i = 0; i < to->reals.reals_len; ++i) to->reals.reals_val[i] = fill_double(state);
  to->flags.flags_len = below(state, 9);
  to->flags.flags_val = room_for(to->flags.flags_len, sizeof(bool_t));
  for (u_int i = 0; i < to->flags.flags_len; ++i) to->flags.flags_val[i] = (bool_t)below(state, 2);
  to->shades.shades_len = below(state, MAX_FEW + 1);
  to->shades.shades_val = room_for(to->shades.shades_len, sizeof(shade));
  for (u_int i = 0; i < to->shades.shades_len; ++i) to->shades.shades_val[i] = fill_shade(state);
  to->labels.labels_len = below(state, 5);
  to->labels.labels_val = room_for(to->labels.labels_len, sizeof(label));
  for (u_int i = 0; i < to->labels.labels_len; ++i) to->labels.labels_val[i] = fill_text(state, MAX_LABEL);
  for (u_int i = 0; i < 2; ++i) fill_scalars(state, &to->pair[i]);
  to->few.few_len = below(state, 4);
  to->few.few_val = room_for(to->few.few_len, sizeof(scalars));
  for (u_int i = 0; i < to->few.few_len; ++i) fill_scalars(state, &to->few.few_val[i]);
}

static list fill_list(uint64_t *state) {
  list first = NULL, *end = &first;
  for (u_int count = below(state, 8); count > 0; --count) {
    *end = room_for(1, sizeof(cell));
    (*end)->value = (int)next(state);
    (*end)->text = fill_text(state, 12);
    end = &(*end)->next;
  }
  return first;
}

static void fill_tree(uint64_t *state, tree *to, int depth) {
  to->key = (int)next(state);
  if (depth > 0 && below(state, 2)) {
    to->left = room_for(1, sizeof(tree));
    fill_tree(state, to->left, depth - 1);
  }
  if (depth > 0 && below(state, 2)) {
    to->right = room_for(1, sizeof(tree));
    fill_tree(state, to->right, depth - 1);
  }
}

static void fill_unions(uint64_t *state, everything *to) {
  static const int statuses[] = {0, 1, -2, 99};
  to->c.kind = fill_shade(state);
  if (to->c.kind == BLACK) to->c.choice_u.number = (int)next(state);
  if (to->c.kind == GREY) {
    to->c.choice_u.nodes.value = (int)next(state);
    to->c.choice_u.nodes.text = fill_text(state, 10);
    to->c.choice_u.nodes.next = fill_list(state);
  }
  to->v.status = statuses[below(state, 4)];
  if (to->v.status == 0) {
    to->v.verdict_u.data.data_len = below(state, 30);
    to->v.verdict_u.data.data_val = fill_bytes(state, to->v.verdict_u.data.data_len);
  } else if (to->v.status == 99) {
    to->v.verdict_u.why = fill_text(state, 60);
  } else {
    to->v.verdict_u.figure = fill_double(state);
  }
  to->p.there = (bool_t)below(state, 2);
  if (to->p.there) to->p.perhaps_u.value = (quad_t)next(state);
}

void fill_everything(everything *to, uint64_t seed) {
  uint64_t state = seed;
  memset(to, 0, sizeof *to);
  fill_scalars(&state, &to->s);
  fill_arrays(&state, &to->a);
  to->l = fill_list(&state);
  fill_tree(&state, &to->t, 4);
  fill_unions(&state, to);
  if (below(&state, 2)) {
    to->maybe = room_for(1, sizeof(label));
    *to->maybe = fill_text(&state, MAX_LABEL);
  }
}

static u_int encode_to(xdrproc_t type, void *from, void *to, u_int room) {
  XDR xdrs;
  xdrmem_create(&xdrs, to, room, XDR_ENCODE);
  return type(&xdrs, from) ? xdr_getpos(&xdrs) : 0;
}

bool_t copy_by_xdr(xdrproc_t type, void *from, void *to, size_t size) {
  memset(to, 0, size); /* decoding keeps what is there */
  u_int room = (u_int)xdr_sizeof(type, from);
  void *bytes = room_for(room, 1);
  XDR xdrs;
  bool_t done = encode_to(type, from, bytes, room) == room;
  xdrmem_create(&xdrs, bytes, room, XDR_DECODE);
  done = done && type(&xdrs, to);
  free(bytes);
  return done;
}

bool_t is_same(everything *a, everything *b) {
  static char of_a[MOST_BYTES], of_b[MOST_BYTES];
  u_int size = encode_to((xdrproc_t)xdr_everything, a, of_a, sizeof of_a);
  return size > 0 && size == encode_to((xdrproc_t)xdr_everything, b, of_b, sizeof of_b) &&
         memcmp(of_a, of_b, size) == 0;
}

size_t tirpc_encode(uint64_t seed, void *to, size_t room) {
  everything value;
  fill_everything(&value, seed);
  u_int size = encode_to((xdrproc_t)xdr_everything, &value, to, (u_int)room);
  xdr_free((xdrproc_t)xdr_everything, &value);
  return size;
}

size_t tirpc_recode(const void *from, size_t size, void *to, size_t room) {
  everything value;
  XDR xdrs;
  u_int coded = 0;
  memset(&value, 0, sizeof value);
  xdrmem_create(&xdrs, (char *)from, (u_int)size, XDR_DECODE);
  if (xdr_everything(&xdrs, &value) && xdr_getpos(&xdrs) == size)
    coded = encode_to((xdrproc_t)xdr_everything, &value, to, (u_int)room);
  xdr_free((xdrproc_t)xdr_everything, &value);
  return coded;
}
