# Libraries.cmake - libraries that are loaded when they are first needed, by the name that
# a linked program would ask for, or linked. libgit2 and libarchive, with the libraries
# behind them, cost every start 6 ms, PCRE2, libyaml and libdeflate 0.03 ms each; most
# runs need neither of the first two, and many a hook none of them.
#
#   SECLINT_LATE                what they are called in Dependencies.cmake
#   Late::GIT2, Late::YAML ...  what a layer links instead of PkgConfig::...

set(SECLINT_LATE GIT2 ARCHIVE PCRE2 YAML DEFLATE)
option(SECLINT_LATE_LIBRARIES
    "Load libgit2, libarchive, PCRE2, libyaml and libdeflate when they are needed" ON)

# The soname of the library that pkg-config found, or its path where there are none.
function(seclint_soname prefix out)
    get_target_property(libraries PkgConfig::${prefix} INTERFACE_LINK_LIBRARIES)
    list(GET libraries 0 library)
    set(name "${library}")
    if(CMAKE_READELF)
        execute_process(COMMAND ${CMAKE_READELF} -d "${library}"
            OUTPUT_VARIABLE dynamic ERROR_QUIET)
        if(dynamic MATCHES "SONAME[^[]*\\[([^]]+)\\]")
            set(name "${CMAKE_MATCH_1}")
        endif()
    endif()
    set(${out} "${name}" PARENT_SCOPE)
endfunction()

set(definitions)
set(linkage "libgit2, libarchive, PCRE2, libyaml and libdeflate are")
if(SECLINT_LATE_LIBRARIES)
    string(APPEND linkage " loaded when they are needed")
else()
    string(APPEND linkage " linked")
endif()
foreach(prefix IN LISTS SECLINT_LATE)
    add_library(Late::${prefix} INTERFACE IMPORTED)
    if(NOT SECLINT_LATE_LIBRARIES)
        target_link_libraries(Late::${prefix} INTERFACE PkgConfig::${prefix})
        continue()
    endif()
    seclint_soname(${prefix} name)
    message(STATUS "loaded when needed: ${name}")
    string(APPEND definitions "#    define SL_LIB${prefix}_SONAME \"${name}\"\n")
    target_include_directories(Late::${prefix} INTERFACE ${${prefix}_INCLUDE_DIRS})
    target_compile_options(Late::${prefix} INTERFACE ${${prefix}_CFLAGS_OTHER})
    target_link_libraries(Late::${prefix} INTERFACE ${CMAKE_DL_LIBS})
endforeach()

file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/libraries.h" @ONLY CONTENT [=[
/* libraries.h - how libraries come into the program, by cmake/Libraries.cmake. */
#ifndef SECLINT_LIBRARIES_H
#define SECLINT_LIBRARIES_H

#ifdef SL_STATIC /* cmake/Static.cmake */
#    define SL_LINKAGE "everything is linked statically"
#else
#    define SL_LINKAGE "@linkage@"
@definitions@#endif

#define SL_LIBYAML_VERSION "@YAML_VERSION@" /* its header has none */

#endif
]=])
