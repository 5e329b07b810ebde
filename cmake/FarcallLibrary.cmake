# libfarcall itself, and the separate libraries: what a user links and what `cmake --install` writes.

target_compile_features(farcall PUBLIC cxx_std_20)
target_include_directories(farcall PUBLIC
  "$<BUILD_INTERFACE:${farcall_SOURCE_DIR}/src>"
  "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
get_property(separate GLOBAL PROPERTY farcall_separate_libraries)
set_target_properties(farcall ${separate} PROPERTIES
  LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  SOVERSION ${PROJECT_VERSION_MAJOR})
if(BUILD_SHARED_LIBS)
  foreach(library IN ITEMS farcall ${separate})
    target_link_options(${library} PRIVATE LINKER:--no-undefined)
  endforeach()
endif()

if(NOT FARCALL_INSTALL)
  return()
endif()

include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/farcall")

install(TARGETS farcall ${separate} EXPORT farcallTargets)
if(TARGET farcallc)
  install(TARGETS farcallc EXPORT farcallTargets)
endif()
install(EXPORT farcallTargets NAMESPACE farcall:: DESTINATION "${package_dir}")
install(DIRECTORY "${farcall_SOURCE_DIR}/src/farcall" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*_test*" EXCLUDE)

configure_package_config_file("${farcall_SOURCE_DIR}/cmake/farcallConfig.cmake.in"
  "${farcall_BINARY_DIR}/package/farcallConfig.cmake" INSTALL_DESTINATION "${package_dir}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may break what the one before promised.
write_basic_package_version_file("${farcall_BINARY_DIR}/package/farcallConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${farcall_BINARY_DIR}/package/farcallConfig.cmake"
  "${farcall_BINARY_DIR}/package/farcallConfigVersion.cmake"
  "${farcall_SOURCE_DIR}/cmake/FarcallGenerate.cmake" DESTINATION "${package_dir}")

# farcall.pc finds its prefix from its own place, so that an installed tree may be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" OUTPUT_VARIABLE FARCALL_PC_PREFIX)
configure_file("${farcall_SOURCE_DIR}/cmake/farcall.pc.in" "${farcall_BINARY_DIR}/package/farcall.pc" @ONLY)
install(FILES "${farcall_BINARY_DIR}/package/farcall.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

file(GLOB man_pages CONFIGURE_DEPENDS "${farcall_SOURCE_DIR}/docs/man/*.1")
if(man_pages)
  install(FILES ${man_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()
