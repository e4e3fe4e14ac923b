# Order.cmake - the order of the functions in the program.
#
#   seclint_order(<executable>)   those that a hook runs lie together
#
# hook_functions.txt names them; tools/hook_order.py makes it. Functions have sections of
# their own in a release only. The script is that of the linker, GNU ld, with these sections
# first. Where it shows none, as others do, or does not take it back, its order stays.

# Links a program as those of this build are, with more options, into the folder `order`.
function(seclint_order_link ok said)
    string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
    separate_arguments(flags UNIX_COMMAND "${CMAKE_EXE_LINKER_FLAGS_${config}}")
    if(CMAKE_C_LINK_PIE_SUPPORTED)
        list(APPEND flags -pie)
    endif()
    set(source "${CMAKE_BINARY_DIR}/generated/order.c")
    file(WRITE "${source}" "int main(void)\n{\n    return 0;\n}\n")
    try_compile(linked "${CMAKE_BINARY_DIR}/generated/order" SOURCES "${source}"
        LINK_OPTIONS ${flags} -Wl,-z,relro,-z,now ${ARGN} OUTPUT_VARIABLE text)
    set(${ok} ${linked} PARENT_SCOPE)
    set(${said} "${text}" PARENT_SCOPE)
    unset(linked CACHE)
endfunction()

function(seclint_order target)
    set(script "${CMAKE_BINARY_DIR}/generated/order.ld")
    set(first "*(.text.unlikely")
    if(NOT SECLINT_HARDEN)
        return()
    endif()
    seclint_order_link(ok text -Wl,--verbose)
    if(NOT text MATCHES "\n=====+\n(.*)\n=====+\n")
        return()
    endif()
    set(text "${CMAKE_MATCH_1}")
    string(FIND "${text}" "${first}" found)
    if(found EQUAL -1)
        return()
    endif()
    file(STRINGS "${CMAKE_SOURCE_DIR}/cmake/hook_functions.txt" names)
    list(TRANSFORM names REPLACE "(.+)" "*(.text.\\1)\n    ")
    string(CONCAT names "*(.text.startup.main)\n    " ${names})
    string(REPLACE "${first}" "${names}${first}" text "${text}")
    file(CONFIGURE OUTPUT "${script}" CONTENT "${text}" @ONLY)
    seclint_order_link(ok text -T "${script}")
    if(NOT ok)
        return()
    endif()
    target_link_options(${target} PRIVATE -T "${script}")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${script}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/cmake/hook_functions.txt")
endfunction()
