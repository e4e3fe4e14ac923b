# Grammars.cmake - the tree-sitter runtime and its grammars: C sources from npm,
# pinned by third_party/package-lock.json. None of their node bindings is built.
#
#   seclint_tree_sitter(<npm package>)
#   seclint_grammar(<name> <npm package> [<folder in the package>])
#
# A new grammar is a line in third_party/package.json and one seclint_grammar() line.
# Only the layer doc sees the runtime's header; it declares the grammar's one symbol,
# `const TSLanguage *tree_sitter_<name>(void)`, itself.

set(SECLINT_MODULES "${CMAKE_SOURCE_DIR}/third_party/node_modules")

function(seclint_npm_sources out folder)
    foreach(name IN LISTS ARGN)
        if(NOT EXISTS "${folder}/${name}")
            message(FATAL_ERROR "${folder}/${name} is missing: run ./dev setup, "
                "or `npm ci` in third_party/")
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
