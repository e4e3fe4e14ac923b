# Assets.cmake - the style sheet and the script of the HTML report become part of the
# program (report/html_assets.h).
#
#   seclint_compile_assets()   once the layer "base" is there, which the tool needs

function(seclint_compile_assets)
    add_executable(compile_assets tools/compile_assets.c
        $<TARGET_OBJECTS:seclint_base>)
    target_link_libraries(compile_assets PRIVATE seclint_flags Threads::Threads)

    set(style "${CMAKE_SOURCE_DIR}/src/report/html/report.css")
    set(script "${CMAKE_SOURCE_DIR}/src/report/html/report.js")
    set(source "${CMAKE_BINARY_DIR}/generated/html_assets.c")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
    add_custom_command(OUTPUT "${source}"
        COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
            $<TARGET_FILE:compile_assets> "${style}" "${script}" "${source}"
        DEPENDS compile_assets "${style}" "${script}"
        COMMENT "Compiling the assets of the HTML report" VERBATIM)
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -w)
    add_library(seclint_assets OBJECT "${source}")
    target_link_libraries(seclint_assets PRIVATE seclint_flags)
    set_property(GLOBAL APPEND PROPERTY seclint_objects
        $<TARGET_OBJECTS:seclint_assets>)
endfunction()
