# Flags.cmake - how our own C is compiled and linked, as the target seclint_flags;
# code of others (the grammars) gets SECLINT_SANITIZER_FLAGS and nothing else.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)

set(SECLINT_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(SECLINT_WERROR "Warnings are errors" OFF)
option(SECLINT_HARDEN "Compile and link with the hardening of a release" OFF)
option(SECLINT_COVERAGE "Count executed lines (gcc)" OFF)

add_library(seclint_flags INTERFACE)
target_compile_definitions(seclint_flags INTERFACE
    _GNU_SOURCE _FILE_OFFSET_BITS=64)
target_include_directories(seclint_flags INTERFACE
    "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}/generated")

# Sign conversions are off: sizes and bytes meet in nearly every line of a parser,
# and the casts that would silence the warning hide more than they show.
target_compile_options(seclint_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wconversion -Wno-sign-conversion -Wvla -Wformat=2 -Wpointer-arith -Wcast-qual
    -Wwrite-strings -Wundef -Wold-style-definition)
if(SECLINT_WERROR)
    target_compile_options(seclint_flags INTERFACE -Werror)
endif()

# A loop that begins within a block of the processor's cache of decoded instructions
# takes more of its lines: 2 % of a history (docs/performance.md).
include(CheckCCompilerFlag)
check_c_compiler_flag(-falign-loops=64 SECLINT_ALIGNS_LOOPS)
if(SECLINT_ALIGNS_LOOPS)
    target_compile_options(seclint_flags INTERFACE
        "$<$<CONFIG:Release,RelWithDebInfo>:-falign-loops=64>")
endif()

set(SECLINT_SANITIZER_FLAGS)
if(SECLINT_SANITIZE)
    set(SECLINT_SANITIZER_FLAGS
        -fsanitize=${SECLINT_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    # libFuzzer's own main belongs to the fuzz targets alone.
    string(REPLACE ",fuzzer-no-link" "" link_sanitize "${SECLINT_SANITIZE}")
    target_compile_options(seclint_flags INTERFACE ${SECLINT_SANITIZER_FLAGS})
    target_link_options(seclint_flags INTERFACE -fsanitize=${link_sanitize})
endif()

if(SECLINT_COVERAGE)
    target_compile_options(seclint_flags INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(seclint_flags INTERFACE --coverage)
endif()

if(SECLINT_HARDEN)
    # No folder of the machine gets into the program: the same source, the same bytes.
    # The last one that fits counts, and the build may lie within the source.
    add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=."
        "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
    target_compile_options(seclint_flags INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
        -fstack-clash-protection -ffunction-sections -fdata-sections)
endif()
if(APPLE)
    target_link_options(seclint_flags INTERFACE -Wl,-dead_strip)
else()
    target_link_options(seclint_flags INTERFACE
        -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--gc-sections -Wl,--as-needed)
endif()

file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/version.h" @ONLY CONTENT [=[
/* version.h - the version of this build, from CMakeLists.txt. */
#ifndef SECLINT_VERSION_H
#define SECLINT_VERSION_H

#define SL_VERSION "@PROJECT_VERSION@"

#endif
]=])
