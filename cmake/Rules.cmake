# Rules.cmake - every rules/**/*.yml becomes part of the program (rule/embedded.h).

function(seclint_embed_rules layer)
    add_executable(embed tools/embed.c)
    target_link_libraries(embed PRIVATE seclint_flags)
    # A tool of the build leaks and races for nobody: run it as it comes.
    set(run ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:embed>)

    set(root "${CMAKE_SOURCE_DIR}/rules")
    file(GLOB_RECURSE rules CONFIGURE_DEPENDS RELATIVE "${root}" "${root}/*.yml")
    list(JOIN rules "\n" names)
    set(list "${CMAKE_BINARY_DIR}/generated/rules.txt")
    file(CONFIGURE OUTPUT "${list}" CONTENT "${names}\n" @ONLY)
    list(TRANSFORM rules PREPEND "${root}/" OUTPUT_VARIABLE paths)

    set(source "${CMAKE_BINARY_DIR}/generated/embedded_rules.c")
    add_custom_command(OUTPUT "${source}"
        COMMAND ${run} "${root}" "${list}" "${source}"
        DEPENDS embed "${list}" ${paths}
        COMMENT "Embedding the rules" VERBATIM)
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -w)
    add_library(seclint_rules OBJECT "${source}")
    target_link_libraries(seclint_rules PRIVATE seclint_flags)
    set_property(GLOBAL APPEND PROPERTY seclint_objects $<TARGET_OBJECTS:seclint_rules>)
endfunction()
