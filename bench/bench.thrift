// The values of the benchmarks for Thrift.
namespace cpp bench.thrift

struct Item {
  1: i32 id
  2: double x
  3: double y
  4: string name
}

struct Items {
  1: list<Item> items
}

struct Ints {
  1: list<i32> numbers
}

struct Payload {
  1: binary data
}

struct Node {
  1: Item item
  2: optional Node& rest
}

struct Time {
  1: i32 seconds
  2: i32 nanoseconds
}

enum FileType {
  REGULAR = 1
  DIRECTORY = 2
  LINK = 5
}

struct Attributes {
  1: FileType type
  2: i32 mode
  3: i32 links
  4: i32 uid
  5: i32 gid
  6: i64 size
  7: i64 used
  8: i32 device_major
  9: i32 device_minor
  10: i64 file_system
  11: i64 file
  12: Time accessed
  13: Time modified
  14: Time changed
}

struct Entry {
  1: i64 file
  2: string name
  3: i64 cookie
  4: optional Attributes attributes
  5: optional binary handle
}

struct Directory {
  1: optional Attributes attributes
  2: binary verifier
  3: list<Entry> entries
  4: bool complete
}
