#include "coding.hpp"

namespace suite {
namespace {

class CodingCaller final : public Caller {
 public:
  void prepare(const Load& load) override {
    if (coder_ != nullptr && load == load_) return;
    load_ = load;
    coder_ = make_coder(load);
  }
  bool call() override { return coder_->code(); }
  bool correct() override { return coder_->correct(); }
  [[nodiscard]] std::size_t sent_bytes(const Load&, const std::string&) const override {
    return coder_->encoded_bytes();
  }

 private:
  Load load_;
  std::unique_ptr<Coder> coder_;
};

}  // namespace

std::unique_ptr<Caller> make_coding_caller() { return std::make_unique<CodingCaller>(); }

}  // namespace suite
