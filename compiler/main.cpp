// farcallc: the command line.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <new>

#include <compiler/driver.hpp>
#include <compiler/version.hpp>

namespace {

const std::map<std::string, farcallc::Emit> kinds{{"cpp", farcallc::Emit::cpp},
                                                  {"lua", farcallc::Emit::lua},
                                                  {"model", farcallc::Emit::model},
                                                  {"x", farcallc::Emit::x}};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"farcallc compiles interfaces in the ONC RPC language (.x) to C++.", "farcallc"};
  app.footer(
      "Writes FILE.x.hpp and FILE.x.cpp. Exit status: 0 good, 1 errors in the input, 2 bad usage; "
      "of --compare 1 when anything breaks.");
  app.set_version_flag("--version", std::string("farcallc ") + farcallc::version);
  farcallc::Job job;
  app.add_option("FILE", job.input, "the interface, FILE.x")->required();
  app.add_option("-o,--output", job.output_directory, "the directory to write to, made if need be")
      ->type_name("DIR")
      ->default_val(".");
  app.add_flag("--check", job.check_only, "only report errors, write nothing");
  std::string kind = "cpp";
  app.add_option("--emit", kind,
                 "cpp: C++ (the default); printed: lua, a dissector for Wireshark; model, the interface as "
                 "JSON; x, the file in its canonical layout")
      ->type_name("KIND")
      ->check(CLI::IsMember(kinds));
  app.add_flag("--lower", job.lower, "print the interface as plain .x, for peers that use rpcgen")
      ->excludes("--emit");
  app.add_option("--compare", job.compare_with,
                 "say what changed from OLD to FILE, and what breaks by it; write nothing")
      ->type_name("OLD")
      ->excludes("--check")
      ->excludes("--lower")
      ->excludes("--emit");
  app.add_option("--namespace", job.namespace_name, "the namespace of the types, instead of the file's name")
      ->type_name("A::B");
  app.add_option("-D", job.definitions, "define a macro of the preprocessor")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false);
  app.add_option("-I", job.include_directories, "look for #include in DIR, too")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--extern", job.externals, "a constant that a C header defines")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false);
  app.add_flag("--passthrough", job.passthrough, "keep lines that begin with %");
  app.add_flag("--json", job.json,
               "write FILE.x.json.hpp and FILE.x.json.cpp, too: descriptions for farcall::json; with "
               "--compare, print the changes as JSON");
  app.add_option("--depfile", job.dependency_file, "write the files that were read, in make's syntax")
      ->type_name("FILE");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? farcallc::Exit::good : farcallc::Exit::bad_usage;
  }
  job.emit = kinds.at(kind);
  std::string complaints;
  std::string printed;
  farcallc::Exit exit = farcallc::Exit::bad_input;
  try {
    exit = farcallc::compile(job, complaints, printed);
  } catch (const std::bad_alloc&) {
    complaints = "farcallc: out of memory\n";
  }
  std::fwrite(printed.data(), 1, printed.size(), stdout);  // a comment may hold any byte
  std::fputs(complaints.c_str(), stderr);
  return exit;
}
