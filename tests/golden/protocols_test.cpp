// Protocols that others defined, as farcallc reads them: their numbers, and their bytes on the wire, counted
// by hand. Source: RFC 1813; RFC 5661 and RFC 5662; VXI-11 revision 1.0.
#include <gtest/gtest.h>

#include <initializer_list>

#include "nfs3.x.hpp"
#include "nfs41.x.hpp"
#include "vxi11.x.hpp"

namespace {

using farcall::xdr::Decoder;
using farcall::xdr::Encoder;

template <typename T>
std::vector<std::byte> encoded(const T& value) {
  std::vector<std::byte> bytes(encoded_size(value));
  Encoder out(bytes);
  EXPECT_TRUE(encode(out, value)) << describe(out.fault(), out.where());
  EXPECT_EQ(out.size_bytes(), bytes.size());
  return bytes;
}

std::vector<std::byte> words(std::initializer_list<std::uint32_t> all) {
  std::vector<std::byte> bytes;
  for (std::uint32_t word : all) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(word >> shift));
  }
  return bytes;
}

TEST(Nfs3, NumbersAreThoseOfTheRfc) {
  using namespace nfs3;
  static_assert(NFS_PROGRAM::program_number == 100003 && NFS_PROGRAM::NFS_V3::version_number == 3);
  static_assert(MOUNT_PROGRAM::program_number == 100005 && MOUNT_PROGRAM::MOUNT_V3::version_number == 3);
  static_assert(static_cast<int>(NFS3ERR_JUKEBOX) == 10008 && static_cast<int>(NF3FIFO) == 7);
  // Of fresh values: strings and lists are empty, and unions have their first arm.
  constexpr std::size_t attributes = 4 + 84;
  constexpr std::size_t wcc = 4 + 24 + attributes;
  EXPECT_EQ(encoded_size(fattr3{}), 84);
  EXPECT_EQ(encoded_size(wcc_attr{}), 24);
  EXPECT_EQ(encoded_size(sattr3{}), 3 * (4 + 4) + (4 + 8) + 2 * (4 + 8));
  EXPECT_EQ(encoded_size(READDIR3args{}), 4 + 8 + 8 + 4);
  EXPECT_EQ(encoded_size(FSINFO3resok{}), attributes + 7 * 4 + 8 + 8 + 4);
  EXPECT_EQ(encoded_size(PATHCONF3resok{}), attributes + 6 * 4);
  EXPECT_EQ(encoded_size(FSSTAT3resok{}), attributes + 6 * 8 + 4);
  EXPECT_EQ(encoded_size(COMMIT3resok{}), wcc + 8);
}

TEST(Nfs3, BytesAreThoseOfTheRfc) {
  using namespace nfs3;
  READ3args read;
  read.file.data = {1, 2, 3, 4, 5};
  read.offset = 0x100000002;
  read.count = 3;
  EXPECT_EQ(encoded(read), words({5, 0x01020304, 0x05000000, 1, 2, 3}));

  auto how = createhow3::make_verf({1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(encoded(how), words({2, 0x01020304, 0x05060708}));
  sattr3 attributes;
  attributes.uid.set_set_it(false);
  attributes.gid.set_set_it(false);
  attributes.size.set_set_it(false);
  attributes.atime.set_set_it(DONT_CHANGE);
  attributes.mode.set_mode(0644);
  attributes.mtime.set_mtime_({7, 8});
  EXPECT_EQ(encoded(attributes), words({1, 0644, 0, 0, 0, 0, 2, 7, 8}));
  EXPECT_EQ(encoded(GETATTR3res(NFS3ERR_STALE)), words({70}));
}

TEST(Nfs3, ADirectoryOfAHundredThousandEntriesIsOneList) {
  using namespace nfs3;
  READDIR3resok made;
  made.dir_attributes.set_attributes_follow(false);
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    entry3 one{i, "name", i, {}};
    one.nextentry = std::move(made.reply.entries);
    made.reply.entries = std::move(one);
  }
  auto bytes = encoded(READDIR3res::make_resok(std::move(made)));
  EXPECT_EQ(bytes.size(), 4 + 4 + 8 + 100'000 * (4 + 8 + 8 + 8) + 4 + 4);
  READDIR3res read;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, read) && in.finish()) << describe(in.fault(), in.where());
  EXPECT_EQ(read.resok().reply.entries->fileid, 99'999);
}

TEST(Nfs41, NumbersAreThoseOfTheRfc) {
  using namespace nfs41;
  static_assert(NFS4_PROGRAM::program_number == 100003 && NFS4_PROGRAM::NFS_V4::version_number == 4);
  static_assert(NFS4_CALLBACK::program_number == 0x40000000 && NFS4_CALLBACK::NFS_CB::version_number == 1);
  // Each at the end of a run of numbers that count themselves.
  static_assert(static_cast<int>(NFS4ERR_CB_PATH_DOWN) == 10048 &&
                static_cast<int>(NFS4ERR_HASH_ALG_UNSUPP) == 10072);
  static_assert(static_cast<int>(NFS4ERR_DELEG_REVOKED) == 10087 && static_cast<int>(NFS4ERR_MOVED) == 10019);
  static_assert(static_cast<int>(attribute_number::FATTR4_MODE) == 33 &&
                static_cast<int>(attribute_number::FATTR4_MOUNTED_ON_FILEID) == 55);
  static_assert(static_cast<int>(attribute_number::FATTR4_FS_LAYOUT_TYPES) == 62 &&
                static_cast<int>(attribute_number::FATTR4_FS_CHARSET_CAP) == 76);
  static_assert(NFS4_MAXFILEOFF == 0xfffffffffffffffe && ACE4_GENERIC_READ == 0x00120081);
  static_assert(ACE4_GENERIC_WRITE == 0x00160106 && ACE4_GENERIC_EXECUTE == 0x001200A0);
  EXPECT_EQ(encoded_size(stateid4{}), 16);
  EXPECT_EQ(encoded_size(nfstime4{}), 12);
  EXPECT_EQ(encoded_size(change_info4{}), 20);
  EXPECT_EQ(encoded_size(SEQUENCE4args{}), 32);
  EXPECT_EQ(encoded_size(SEQUENCE4resok{}), 16 + 5 * 4);
  EXPECT_EQ(encoded_size(channel_attrs4{}), 28);
  EXPECT_EQ(encoded_size(CREATE_SESSION4args{}), 8 + 4 + 4 + 2 * 28 + 4 + 4);
  EXPECT_EQ(encoded_size(EXCHANGE_ID4args{}), 8 + 4 + 4 + 4 + 4);
  EXPECT_EQ(encoded_size(LAYOUTGET4args{}), 4 + 4 + 4 + 3 * 8 + 16 + 4);
  EXPECT_EQ(encoded_size(layout4{}), 8 + 8 + 4 + 4 + 4);
  EXPECT_EQ(encoded_size(GETDEVICEINFO4args{}), 16 + 4 + 4 + 4);
}

TEST(Nfs41, ACompoundIsItsOperationsInTheirOrder) {
  using namespace nfs41;
  COMPOUND4args call;
  call.minorversion = 1;
  SEQUENCE4args sequence;
  sequence.sa_sessionid[15] = 9;
  sequence.sa_sequenceid = 1;
  sequence.sa_highest_slotid = 3;
  sequence.sa_cachethis = true;
  call.argarray.push_back(nfs_argop4::make_opsequence(sequence));
  call.argarray.emplace_back(OP_PUTROOTFH);
  call.argarray.push_back(nfs_argop4::make_opaccess({ACCESS4_READ | ACCESS4_LOOKUP}));
  call.argarray.emplace_back(OP_GETFH);
  auto bytes = words({0, 1, 4, 53, 0, 0, 0, 9, 1, 0, 3, 1, 24, 3, 3, 10});
  EXPECT_EQ(encoded(call), bytes);

  COMPOUND4args read;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, read) && in.finish()) << describe(in.fault(), in.where());
  EXPECT_EQ(read, call);
  bytes[15] = std::byte{2};  // no such operation
  Decoder again(bytes);
  EXPECT_FALSE(decode(again, read));
}

TEST(Vxi11, NumbersAndBytesAreThoseOfTheStandard) {
  using namespace vxi11;
  static_assert(DEVICE_CORE::program_number == 0x0607AF && DEVICE_ASYNC::program_number == 0x0607B0);
  static_assert(DEVICE_INTR::program_number == 0x0607B1);
  EXPECT_EQ(encoded(Create_LinkParms{7, true, 1000, "inst0"}),
            words({7, 1, 1000, 5, 0x696e7374, 0x30000000}));
  // A short and a char take four bytes each.
  EXPECT_EQ(encoded(Create_LinkResp{0, 1, 1024, 65536}), words({0, 1, 1024, 65536}));
  EXPECT_EQ(encoded(Device_ReadParms{1, 100, 2000, 0, 0x80, '\n'}), words({1, 100, 2000, 0, 0x80, 10}));
  EXPECT_EQ(encoded(Device_ReadStbResp{0, 0xff}), words({0, 255}));
  EXPECT_EQ(encoded_size(Device_DocmdParms{}), 8 * 4);
  EXPECT_EQ(encoded(Device_RemoteFunc{0x7f000001, 4000, 0x0607B1, 1, DEVICE_UDP}),
            words({0x7f000001, 4000, 0x0607B1, 1, 1}));
}

}  // namespace
