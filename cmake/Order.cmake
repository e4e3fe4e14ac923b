# Order.cmake - the order of the functions in the program.
#
#   seclint_order(<executable>)   those that a hook runs lie together
#
# hook_functions.txt names them; tools/hook_order.py makes it. Functions have sections of
# their own in a release only. The script is that of the linker, GNU ld, with these sections
# first; where it shows none, as others do, its order stays.

function(seclint_order target)
    set(script "${CMAKE_BINARY_DIR}/generated/order.ld")
    set(first "*(.text.unlikely")
    if(NOT SECLINT_HARDEN)
        return()
    endif()
    separate_arguments(flags UNIX_COMMAND "${CMAKE_C_FLAGS} ${CMAKE_EXE_LINKER_FLAGS}")
    execute_process(COMMAND "${CMAKE_C_COMPILER}" ${flags} -pie -Wl,-z,relro,-z,now
            -Wl,--verbose -x c /dev/null -o "${script}.none"
        OUTPUT_VARIABLE text ERROR_QUIET)
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
    target_link_options(${target} PRIVATE "-Wl,-T,${script}")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${script}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/cmake/hook_functions.txt")
endfunction()
