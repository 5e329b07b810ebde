# farcall_generate(TARGET app FILES a.x [b.x ...] [NAMESPACE ns] [JSON] [OPTIONS ...])
#
# Runs farcallc on each .x file while the project builds, compiles the generated a.x.cpp into TARGET and
# puts a.x.hpp on its include path, so that `#include "a.x.hpp"` works in TARGET and in what links it.
# Relative FILES, and the directories of -I, are taken from the current source directory. NAMESPACE and OPTIONS
# are handed to farcallc.
# JSON adds a.x.json.hpp and a.x.json.cpp, and links farcall::json: farcall::to_json(value), farcall::from_json<T>(text).
# The generated code needs farcall::farcall, which the caller links:
#
#   find_package(farcall CONFIG REQUIRED)
#   add_executable(app main.cpp)
#   farcall_generate(TARGET app FILES a.x)
#   target_link_libraries(app PRIVATE farcall::farcall)

include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.20...3.25)  # CMP0116: paths in a DEPFILE

function(farcall_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "JSON" "TARGET;NAMESPACE" "FILES;OPTIONS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_TARGET OR NOT arg_FILES)
    message(FATAL_ERROR
      "usage: farcall_generate(TARGET target FILES a.x ... [NAMESPACE ns] [JSON] [OPTIONS ...]); "
      "got: ${ARGV}")
  endif()
  if(NOT TARGET ${arg_TARGET})
    message(FATAL_ERROR "farcall_generate: there is no target ${arg_TARGET}")
  endif()

  # A folder per target: two targets may generate the same file with different options.
  set(out "${CMAKE_CURRENT_BINARY_DIR}/farcall_generate/${arg_TARGET}")
  file(MAKE_DIRECTORY "${out}")
  set(options)
  set(before)
  foreach(option IN LISTS arg_OPTIONS)
    if(option MATCHES "^-I([^/$].*)$")
      set(option "-I${CMAKE_CURRENT_SOURCE_DIR}/${CMAKE_MATCH_1}")
    elseif(before STREQUAL "-I" AND option MATCHES "^[^/$]")
      set(option "${CMAKE_CURRENT_SOURCE_DIR}/${option}")
    endif()
    list(APPEND options "${option}")
    set(before "${option}")
  endforeach()
  if(arg_NAMESPACE)
    list(APPEND options --namespace "${arg_NAMESPACE}")
  endif()

  if(arg_JSON)
    if(NOT TARGET farcall::json)
      message(FATAL_ERROR "farcall_generate: JSON needs farcall::json, which is not built where nlohmann-json is missing")
    endif()
    list(APPEND options --json)
    # Not target_link_libraries: its two signatures do not mix, and the caller has chosen one.
    set_property(TARGET ${arg_TARGET} APPEND PROPERTY LINK_LIBRARIES farcall::json)
    set_property(TARGET ${arg_TARGET} APPEND PROPERTY INTERFACE_LINK_LIBRARIES farcall::json)
  endif()

  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    cmake_path(GET file FILENAME name)
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "farcall_generate: ${file} does not exist")
    endif()
    set(generated "${out}/${name}.hpp" "${out}/${name}.cpp")
    if(arg_JSON)
      list(APPEND generated "${out}/${name}.json.hpp" "${out}/${name}.json.cpp")
      # Tables of several files may have one name.
      set_source_files_properties("${out}/${name}.json.cpp" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
    # farcallc leaves files alone whose text would not change. Ninja knows that; make, which has nothing but their
    # times, would call it again in every build.
    set(touch)
    if(CMAKE_GENERATOR MATCHES "Makefiles")
      set(touch COMMAND "${CMAKE_COMMAND}" -E touch ${generated})
    endif()
    add_custom_command(
      OUTPUT ${generated}
      COMMAND farcall::farcallc "${file}" -o "${out}" --depfile "${out}/${name}.d" ${options}
      ${touch}
      DEPENDS "${file}" farcall::farcallc
      DEPFILE "${out}/${name}.d"
      COMMENT "farcallc ${name}"
      VERBATIM)
    target_sources(${arg_TARGET} PRIVATE ${generated})
  endforeach()
  target_include_directories(${arg_TARGET} PUBLIC "$<BUILD_INTERFACE:${out}>")
endfunction()

cmake_policy(POP)
