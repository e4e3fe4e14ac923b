# Iam.cmake - the tables of src/aws/data become part of the program (aws/iam_table.h).
#
#   seclint_compile_iam()   once the layer "base" is there, which the tool needs

function(seclint_compile_iam)
    file(GLOB tool CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tools/compile_iam/*.c")
    # Of the layers to the right only what the tool and the program must agree on.
    add_executable(compile_iam ${tool}
        src/text/date.c src/aws/iam_order.c src/aws/type_word.c
        $<TARGET_OBJECTS:seclint_base>)
    target_link_libraries(compile_iam PRIVATE seclint_flags Threads::Threads)
    # A tool of the build leaks and races for nobody: run it as it comes.
    set(run ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
        $<TARGET_FILE:compile_iam>)

    file(GLOB tables CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/aws/data/*.tsv")
    set(source "${CMAKE_BINARY_DIR}/generated/iam_table.c")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
    add_custom_command(OUTPUT "${source}"
        COMMAND ${run} "${CMAKE_SOURCE_DIR}/src/aws/data" "${source}"
        DEPENDS compile_iam ${tables}
        COMMENT "Compiling the tables of AWS" VERBATIM)
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -w)
    add_library(seclint_iam OBJECT "${source}")
    target_link_libraries(seclint_iam PRIVATE seclint_flags)
    set_property(GLOBAL APPEND PROPERTY seclint_objects $<TARGET_OBJECTS:seclint_iam>)
endfunction()
