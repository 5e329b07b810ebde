# The shape of this tree: a folder is a target, and its tests stand beside its sources.

if(FARCALL_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
  find_package(rapidcheck QUIET)
  if(NOT rapidcheck_FOUND)
    message(STATUS "farcall: RapidCheck not found; tests that use it must be left out")
  endif()
endif()

# farcall_idl(target file.x ...): compiles files of idl/ into a target, each in namespace farcall::idl::FILE.
function(farcall_idl target)
  foreach(name IN LISTS ARGN)
    if(NOT TARGET farcall::farcallc OR NOT EXISTS "${farcall_SOURCE_DIR}/idl/${name}")
      message(WARNING "farcall: ${target} goes without idl/${name}: it, or farcallc, is missing")
      continue()
    endif()
    cmake_path(GET name STEM LAST_ONLY stem)
    farcall_generate(TARGET ${target} FILES "${farcall_SOURCE_DIR}/idl/${name}"
                     NAMESPACE "farcall::idl::${stem}")
  endforeach()
endfunction()

# farcall_test_executable(name SOURCES ... [LIBRARIES ...] [LABEL name] [TIMEOUT seconds] [SHARDS count])
#
# One GoogleTest executable; each of its cases is a ctest of its own, so that ctest's last lines count
# cases, and a skipped case shows as skipped. With sanitizers, which take longer to start a process than most cases
# take, the cases are dealt to so many ctests.
function(farcall_test_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT;LABEL;SHARDS" "SOURCES;LIBRARIES")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 600)  # of what hangs; no slow machine should need it
  endif()
  add_executable(${name} ${arg_SOURCES})
  farcall_own_code(${name})
  if(NOT FARCALL_SANITIZE)  # what is tested is optimised as ever; the tests themselves compile in half the time
    target_compile_options(${name} PRIVATE -O1 -g1)
  endif()
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gtest_main GTest::gtest)
  if(TARGET rapidcheck)
    target_link_libraries(${name} PRIVATE rapidcheck)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${farcall_BINARY_DIR}/tests/bin")
  # What a test may need to find: the source tree (goldens, idl) and the programs.
  target_compile_definitions(${name} PRIVATE
    FARCALL_SOURCE_DIR="${farcall_SOURCE_DIR}" FARCALL_BIN_DIR="${farcall_BINARY_DIR}/bin")
  if(FARCALL_SANITIZE)
    if(NOT arg_SHARDS)
      set(arg_SHARDS 2)
    endif()
    math(EXPR last "${arg_SHARDS} - 1")
    foreach(shard RANGE ${last})
      add_test(NAME "${name}:${shard}" COMMAND ${name})
      set_tests_properties("${name}:${shard}" PROPERTIES TIMEOUT 900 LABELS "${arg_LABEL}"
        ENVIRONMENT "GTEST_TOTAL_SHARDS=${arg_SHARDS};GTEST_SHARD_INDEX=${shard}")
    endforeach()
    return()
  endif()
  gtest_discover_tests(${name}
    TEST_PREFIX "${name}:" DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABEL}")
endfunction()

# farcall_folder(name [SEPARATE] [USES folder ...] [SUBFOLDERS dir ...] [IDL f.x ...] [TEST_IDL f.x ...]
#                [LIBRARIES ...] [TEST_LIBRARIES ...])
#
# src/farcall/NAME becomes farcall_NAME: every *.cpp but *_test.cpp, and their objects go into libfarcall.
# USES names the folders of lower floors that it includes from; scripts/tidy.py checks them. The *_test.cpp
# become NAME_test. IDL is generated into the folder; TEST_IDL into its test only, which then links the whole
# library, because generated code calls the stub layer. A folder without a .cpp is an interface target. What is
# SEPARATE is no part of libfarcall but the library farcall::NAME, because not every user has what it needs.
function(farcall_folder name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SEPARATE" "" "USES;SUBFOLDERS;IDL;TEST_IDL;LIBRARIES;TEST_LIBRARIES")
  set(patterns "*.cpp")
  foreach(sub IN LISTS arg_SUBFOLDERS)
    list(APPEND patterns "${sub}/*.cpp")
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  list(TRANSFORM arg_USES PREPEND farcall_ OUTPUT_VARIABLE uses)
  set(target farcall_${name})
  if(sources AND arg_SEPARATE)
    add_library(${target} ${sources})
    add_library(farcall::${name} ALIAS ${target})
    farcall_own_code(${target})
    target_link_libraries(${target} PUBLIC farcall PRIVATE ${arg_LIBRARIES})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name}
      CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    set_property(GLOBAL APPEND PROPERTY farcall_separate_libraries ${target})
  elseif(sources)
    # Not installed: it exists so that NAME_test links the lower floors only. libfarcall takes its objects.
    add_library(${target} STATIC ${sources})
    farcall_own_code(${target})
    target_include_directories(${target} PUBLIC "${farcall_SOURCE_DIR}/src")
    target_link_libraries(${target} PUBLIC ${uses} PRIVATE ${arg_LIBRARIES})
    # Hidden unless a declaration says FARCALL_API (base/export.hpp).
    set_target_properties(${target} PROPERTIES
      CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    if(BUILD_SHARED_LIBS)
      set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    farcall_idl(${target} ${arg_IDL})
    target_sources(farcall PRIVATE "$<TARGET_OBJECTS:${target}>")
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${farcall_SOURCE_DIR}/src")
    target_link_libraries(${target} INTERFACE ${uses} ${arg_LIBRARIES})
  endif()

  if(tests AND FARCALL_TESTS)
    if(arg_TEST_IDL)
      list(APPEND arg_TEST_LIBRARIES farcall)
    endif()
    farcall_test_executable(${name}_test SOURCES ${tests}
      LIBRARIES ${target} ${arg_TEST_LIBRARIES} LABEL unit)
    farcall_idl(${name}_test ${arg_TEST_IDL})
  endif()
endfunction()
