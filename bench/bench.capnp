# The values of the benchmarks for Cap'n Proto.
@0xd1a6a3f3c7f1c2b1;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("bench::capnp");

struct Item {
  id @0 :Int32;
  x @1 :Float64;
  y @2 :Float64;
  name @3 :Text;
}

struct Items {
  items @0 :List(Item);
}

struct Ints {
  numbers @0 :List(Int32);
}

struct Payload {
  data @0 :Data;
}

struct Node {
  item @0 :Item;
  next @1 :Node;
}

struct Time {
  seconds @0 :UInt32;
  nanoseconds @1 :UInt32;
}

struct Attributes {
  type @0 :UInt32;
  mode @1 :UInt32;
  links @2 :UInt32;
  uid @3 :UInt32;
  gid @4 :UInt32;
  size @5 :UInt64;
  used @6 :UInt64;
  deviceMajor @7 :UInt32;
  deviceMinor @8 :UInt32;
  fileSystem @9 :UInt64;
  file @10 :UInt64;
  accessed @11 :Time;
  modified @12 :Time;
  changed @13 :Time;
}

struct Entry {
  file @0 :UInt64;
  name @1 :Text;
  cookie @2 :UInt64;
  attributes @3 :Attributes;
  handle @4 :Data;
}

struct Directory {
  attributes @0 :Attributes;
  verifier @1 :Data;
  entries @2 :List(Entry);
  complete @3 :Bool;
}

interface Calls {
  null @0 ();
}
