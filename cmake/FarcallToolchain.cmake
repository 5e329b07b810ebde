# Flags that hold for everything in this tree, and the warnings for our own code.

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
  endif()
  # Two cores and three builds per check: the cache is what keeps `make test` short.
  find_program(FARCALL_CCACHE ccache)
  if(FARCALL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${FARCALL_CCACHE}")
    set(CMAKE_C_COMPILER_LAUNCHER "${FARCALL_CCACHE}")
  endif()
endif()

# Who edits and compiles again does so without.
if(FARCALL_SANITIZE OR FARCALL_UNITY)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
  # g++ takes the namespace without a name of a source that is included for one that several sources share.
  add_compile_options("$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>")
endif()
if(FARCALL_SANITIZE)
  # Every translation unit must agree, so these are directory-wide and not a property of one target.
  add_compile_options("-fsanitize=${FARCALL_SANITIZE}" -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${FARCALL_SANITIZE}")
  if(FARCALL_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=all)  # a finding has to fail the test, not only print
    add_link_options(-fno-sanitize-recover=all)
  endif()
endif()
if(FARCALL_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "FARCALL_FUZZ needs clang: libFuzzer is part of it (use --preset fuzz)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

# farcall_apart(file ...): sources of this folder that have names of their own which others of it have, too; they are not
# compiled with them as one.
function(farcall_apart)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# farcall_own_code(target): the warnings under which our code, generated code included, stays clean.
function(farcall_own_code target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion)
  # clang takes what another source has in a namespace for something that a local name hides, where several are one.
  if(NOT (CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang"))
    target_compile_options(${target} PRIVATE -Wshadow)
  endif()
  if(FARCALL_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
