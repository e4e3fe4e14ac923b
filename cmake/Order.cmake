# Order.cmake - the order of functions and constants in the program.
#
#   seclint_order(<executable>)   what a hook needs lies together
#
# hook_symbols.txt names functions and small tables; tools/hook_order.py makes it. They, and
# the strings of each function, have sections of their own in a release only. The script is
# that of the linker, GNU ld, with these sections first, and with what runs before and after
# main beside them. Where it shows none, as others do, or does not take it back, its order
# stays.

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

# Puts more in front of what stands in a script, which is then empty if it does not stand
# there once.
function(seclint_order_before script what more)
    set(old "${${script}}")
    string(REPLACE "${what}" "${more}${what}" new "${old}")
    string(LENGTH "${old}${more}" expected)
    string(LENGTH "${new}" len)
    if(NOT len EQUAL expected)
        set(new)
    endif()
    set(${script} "${new}" PARENT_SCOPE)
endfunction()

function(seclint_order target)
    set(script "${CMAKE_BINARY_DIR}/generated/order.ld")
    if(NOT SECLINT_HARDEN)
        return()
    endif()
    seclint_order_link(ok text -Wl,--verbose)
    if(NOT text MATCHES "\n=====+\n(.*)\n=====+\n")
        return()
    endif()
    set(text "${CMAKE_MATCH_1}")
    file(STRINGS "${CMAKE_SOURCE_DIR}/cmake/hook_symbols.txt" names)
    list(TRANSFORM names REPLACE "(.+)" "*(.text.\\1)\n    " OUTPUT_VARIABLE functions)
    list(TRANSFORM names REPLACE "(.+)" "*(.rodata.\\1 .rodata.\\1.str*)\n    "
        OUTPUT_VARIABLE constants)
    string(CONCAT functions "*crt*.o(.text)\n    *(.text.startup.main)\n    " ${functions})
    # Strings that end alike share their bytes within a section: not with those of others.
    string(CONCAT constants "\n  .rodata.hook    :\n  {\n    "
        "*(.rodata.main .rodata.main.str*)\n    " ${constants} "*(.rodata.str1.1)\n  }")
    if(text MATCHES "\n *\\.fini +:\n *{[^}]*}\n")
        set(fini "${CMAKE_MATCH_0}")
        string(REPLACE "${fini}" "\n" text "${text}")
        seclint_order_before(text "\n  .text  " "${fini}")
    endif()
    seclint_order_before(text "*(.text.unlikely" "${functions}")
    seclint_order_before(text "\n  .rodata  " "${constants}")
    if(NOT text)
        return()
    endif()
    file(CONFIGURE OUTPUT "${script}" CONTENT "${text}" @ONLY)
    seclint_order_link(ok text -T "${script}")
    if(NOT ok)
        return()
    endif()
    target_link_options(${target} PRIVATE -T "${script}")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${script}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/cmake/hook_symbols.txt")
endfunction()
