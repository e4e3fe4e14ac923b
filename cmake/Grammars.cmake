# Grammars.cmake - the tree-sitter runtime and its grammars: C sources of npm packages,
# pinned by third_party/package-lock.json and kept in third_party/grammars.tar.xz, which
# third_party/vendor.py makes. None of their node bindings is built.
#
#   seclint_tree_sitter(<npm package>)
#   seclint_grammar(<name> <npm package> [<folder in the package>])
#
# A new grammar is a line in third_party/package.json, one in third_party/vendor.py and one
# seclint_grammar() line. Only the layer doc sees the runtime's header; it declares the
# grammar's one symbol, `const TSLanguage *tree_sitter_<name>(void)`, itself.

set(SECLINT_MODULES "${CMAKE_BINARY_DIR}/third_party")

# Once, and again when the archive changes. Its files are as old as the epoch: touched, so
# that what was compiled from an older archive is compiled again.
block()
    set(archive "${CMAKE_SOURCE_DIR}/third_party/grammars.tar.xz")
    set(stamp "${SECLINT_MODULES}/.archive-sum")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${archive}")
    file(SHA256 "${archive}" sum)
    set(unpacked "")
    if(EXISTS "${stamp}")
        file(READ "${stamp}" unpacked)
    endif()
    if(NOT sum STREQUAL unpacked)
        file(REMOVE_RECURSE "${SECLINT_MODULES}")
        # By a name without a folder: in the locale C, CMake opens no archive whose path
        # has letters beyond ASCII.
        file(COPY "${archive}" DESTINATION "${SECLINT_MODULES}")
        execute_process(COMMAND ${CMAKE_COMMAND} -E tar xf grammars.tar.xz --touch
            WORKING_DIRECTORY "${SECLINT_MODULES}" COMMAND_ERROR_IS_FATAL ANY)
        file(REMOVE "${SECLINT_MODULES}/grammars.tar.xz")
        file(WRITE "${stamp}" "${sum}")
    endif()
endblock()

# The version of the runtime, for --version.
block()
    file(STRINGS "${SECLINT_MODULES}/MANIFEST" line REGEX "^tree-sitter@")
    string(REGEX REPLACE "^tree-sitter@([^ ]+) .*" "\\1" version "${line}")
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/grammars.h" @ONLY CONTENT [=[
/* grammars.h - what third_party/grammars.tar.xz holds, by cmake/Grammars.cmake. */
#ifndef SECLINT_GRAMMARS_H
#define SECLINT_GRAMMARS_H

#define SL_TREE_SITTER_VERSION "@version@"

#endif
]=])
endblock()

function(seclint_npm_sources out folder)
    foreach(name IN LISTS ARGN)
        if(NOT EXISTS "${folder}/${name}")
            message(FATAL_ERROR "${folder}/${name} is missing: name it in "
                "third_party/vendor.py and make the archive again")
        endif()
    endforeach()
    set(${out} ${ARGN})
    list(TRANSFORM ${out} PREPEND "${folder}/")
    return(PROPAGATE ${out})
endfunction()

# Their code: no warnings, nothing exported, but sanitized like ours.
function(seclint_foreign_library target)
    add_library(${target} STATIC ${ARGN})
    target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
    target_compile_options(${target} PRIVATE
        -w -ffunction-sections -fdata-sections ${SECLINT_SANITIZER_FLAGS})
    set_property(GLOBAL APPEND PROPERTY seclint_needs_doc ${target})
endfunction()

function(seclint_tree_sitter package)
    set(lib "${SECLINT_MODULES}/${package}/vendor/tree-sitter/lib")
    seclint_npm_sources(sources "${lib}" src/lib.c)
    seclint_foreign_library(tree_sitter_runtime ${sources})
    target_include_directories(tree_sitter_runtime SYSTEM
        PUBLIC "${lib}/include" PRIVATE "${lib}/src")
endfunction()

function(seclint_grammar name package)
    set(folder "${SECLINT_MODULES}/${package}/${ARGV2}")
    cmake_path(NORMAL_PATH folder)
    cmake_path(APPEND folder src)
    set(names parser.c)
    if(EXISTS "${folder}/scanner.c")
        list(APPEND names scanner.c)
    endif()
    seclint_npm_sources(sources "${folder}" ${names})
    seclint_foreign_library(tree_sitter_${name} ${sources})
    # Its own tree_sitter/parser.h: the layout belongs to the ABI it was made for.
    target_include_directories(tree_sitter_${name} PRIVATE "${folder}")
    # The tables are large and gain nothing from an optimiser under sanitizers.
    target_compile_options(tree_sitter_${name} PRIVATE $<$<CONFIG:Debug>:-O1>)
endfunction()
