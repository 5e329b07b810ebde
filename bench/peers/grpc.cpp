// The peer `grpc`: null calls only. One by one they go through the blocking stub, 64 in flight through the
// asynchronous one and a completion queue.
#include <grpcpp/grpcpp.h>

#include <vector>

#include "../program/peer.hpp"
#include "bench.grpc.pb.h"

namespace suite {
namespace {

using bench::protobuf::Calls;
using bench::protobuf::Nothing;

std::string target(const Options& options) {
  return options.transport == "unix" ? "unix:" + options.address : options.address;
}

std::shared_ptr<grpc::Channel> open_channel(const Options& options) {
  grpc::ChannelArguments arguments;
  // A connection of its own: gRPC would let all channels of a process to one address share one.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(target(options), grpc::InsecureChannelCredentials(), arguments);
}

// A call that was started and is waited for later. A context is good for one call only.
struct Started {
  grpc::ClientContext context;
  Nothing results;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Nothing>> reader;
};

class GrpcCaller final : public Caller {
 public:
  explicit GrpcCaller(std::shared_ptr<grpc::Channel> channel)
      : channel_(std::move(channel)), stub_(Calls::NewStub(channel_)) {}

  void prepare(const Load& load) override {
    if (load.kind != Kind::null && load.kind != Kind::nulls) die("this peer only makes null calls");
    load_ = load;
  }
  bool call() override { return load_.kind == Kind::null ? call_one() : call_together(); }
  bool correct() override { return true; }
  std::unique_ptr<Caller> share() override { return std::make_unique<GrpcCaller>(channel_); }

 private:
  bool call_one() {
    grpc::ClientContext context;
    Nothing results;
    const grpc::Status status = stub_->Null(&context, arguments_, &results);
    if (!status.ok()) die("gRPC:", status.error_message());
    return true;
  }

  // All calls leave before the first reply is looked at.
  bool call_together() {
    std::vector<Started> calls(load_.count);
    for (Started& call : calls) {
      call.reader = stub_->AsyncNull(&call.context, arguments_, &replies_);
      call.reader->Finish(&call.results, &call.status, &call);
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
      void* tag = nullptr;
      bool ok = false;
      if (!replies_.Next(&tag, &ok) || !ok) return false;
      if (!static_cast<Started*>(tag)->status.ok()) return false;
    }
    return true;
  }

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Calls::Stub> stub_;
  grpc::CompletionQueue replies_;
  Load load_;
  Nothing arguments_;
};

// The blocking service: gRPC's own pool of threads calls it.
class Service final : public Calls::Service {
  grpc::Status Null(grpc::ServerContext*, const Nothing*, Nothing*) override { return grpc::Status::OK; }
};

// A call that is expected, and then answered, by who asks the completion queue.
class Expected {
 public:
  Expected(Calls::AsyncService& service, grpc::ServerCompletionQueue& queue)
      : service_(service), queue_(queue), writer_(&context_) {
    service_.RequestNull(&context_, &arguments_, &writer_, &queue_, &queue_, this);
  }

  void proceed(bool ok) {
    if (!ok || answered_) {
      delete this;
      return;
    }
    new Expected(service_, queue_);
    answered_ = true;
    writer_.Finish(results_, grpc::Status::OK, this);
  }

 private:
  Calls::AsyncService& service_;
  grpc::ServerCompletionQueue& queue_;
  grpc::ServerContext context_;
  Nothing arguments_;
  Nothing results_;
  grpc::ServerAsyncResponseWriter<Nothing> writer_;
  bool answered_ = false;
};

void answer_when_ready(Calls::AsyncService& service, grpc::ServerCompletionQueue& queue) {
  constexpr int expected_at_once = 128;
  for (int i = 0; i < expected_at_once; ++i) new Expected(service, queue);
  void* tag = nullptr;
  bool ok = false;
  while (queue.Next(&tag, &ok)) static_cast<Expected*>(tag)->proceed(ok);
}

}  // namespace

std::unique_ptr<Caller> connect(const Options& options) {
  return std::make_unique<GrpcCaller>(open_channel(options));
}

void serve(const Options& options) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(target(options), grpc::InsecureServerCredentials(), &port);
  Service blocking;
  Calls::AsyncService ready;
  std::unique_ptr<grpc::ServerCompletionQueue> queue;
  if (options.serving == Serving::when_ready) {
    queue = builder.AddCompletionQueue();
    builder.RegisterService(&ready);
  } else {
    builder.RegisterService(&blocking);
  }
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) die("gRPC cannot serve");
  announce(options.transport == "unix" ? options.address : "127.0.0.1:" + std::to_string(port));
  if (queue != nullptr) answer_when_ready(ready, *queue);
  server->Wait();
  die("the server stopped");
}

}  // namespace suite
