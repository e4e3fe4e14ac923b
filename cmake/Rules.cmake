# Rules.cmake - every rules/**/*.yml becomes part of the program (rule/builtin.h).
#
#   seclint_compile_rules()   after the layer "rule", whose loader reads them
#   seclint_compile_gate()    after the layer "scan", which knows all literals

function(seclint_compile_rules)
    get_property(objects GLOBAL PROPERTY seclint_objects)
    get_property(libraries GLOBAL PROPERTY seclint_libraries)
    # An archive: rule/builtin.c, which needs what is made here, stays out.
    add_library(seclint_loader STATIC ${objects})
    set_target_properties(seclint_loader PROPERTIES LINKER_LANGUAGE C)
    target_link_libraries(seclint_loader PRIVATE ${libraries})
    add_executable(compile_rules tools/compile_rules.c tools/rule_words.c)
    target_link_libraries(compile_rules PRIVATE seclint_loader seclint_flags)
    # A tool of the build leaks and races for nobody: run it as it comes.
    set(run ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
        $<TARGET_FILE:compile_rules>)

    file(GLOB_RECURSE rules CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/rules/*.yml")
    set(source "${CMAKE_BINARY_DIR}/generated/builtin_rules.c")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
    add_custom_command(OUTPUT "${source}"
        COMMAND ${run} "${CMAKE_SOURCE_DIR}" "${source}"
        DEPENDS compile_rules ${rules}
        COMMENT "Compiling the rules" VERBATIM)
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -w)
    add_library(seclint_rules OBJECT "${source}")
    target_link_libraries(seclint_rules PRIVATE seclint_flags)
    set_property(GLOBAL APPEND PROPERTY seclint_objects $<TARGET_OBJECTS:seclint_rules>)
endfunction()

# Like seclint_compile_rules: scan/ruleset.c, which needs what is made here, stays out of
# the tool.
function(seclint_compile_gate)
    get_property(objects GLOBAL PROPERTY seclint_objects)
    get_property(libraries GLOBAL PROPERTY seclint_libraries)
    add_library(seclint_gate_loader STATIC ${objects})
    set_target_properties(seclint_gate_loader PROPERTIES LINKER_LANGUAGE C)
    target_link_libraries(seclint_gate_loader PRIVATE ${libraries})
    add_executable(compile_gate tools/compile_gate.c)
    target_link_libraries(compile_gate PRIVATE seclint_gate_loader seclint_flags)

    set(source "${CMAKE_BINARY_DIR}/generated/builtin_gate.c")
    add_custom_command(OUTPUT "${source}"
        COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
            $<TARGET_FILE:compile_gate> "${source}"
        DEPENDS compile_gate
        COMMENT "Compiling the tables of the gate" VERBATIM)
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -w)
    add_library(seclint_gate OBJECT "${source}")
    target_link_libraries(seclint_gate PRIVATE seclint_flags)
    set_property(GLOBAL APPEND PROPERTY seclint_objects $<TARGET_OBJECTS:seclint_gate>)
endfunction()
