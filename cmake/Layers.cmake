# Layers.cmake - one object library per folder of src/, and one archive of them all.
#
#   seclint_layer_needs(<layer> <target>...)   libraries whose headers it may include
#   seclint_layer(<layer> SOURCES a.c b.c ...) in src/<layer>/CMakeLists.txt
#   seclint_library()                          after the last layer: seclint_lib

function(seclint_layer_needs layer)
    set_property(GLOBAL APPEND PROPERTY seclint_needs_${layer} ${ARGN})
endfunction()

function(seclint_layer layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
    get_property(needs GLOBAL PROPERTY seclint_needs_${layer})
    if(arg_SOURCES)
        add_library(seclint_${layer} OBJECT ${arg_SOURCES})
        target_link_libraries(seclint_${layer} PRIVATE seclint_flags ${needs})
        set_property(GLOBAL APPEND PROPERTY seclint_objects
            $<TARGET_OBJECTS:seclint_${layer}>)
    else()
        add_library(seclint_${layer} INTERFACE)
    endif()
    set_property(GLOBAL APPEND PROPERTY seclint_libraries ${needs})
endfunction()

# An archive, so that a unit test links only what it calls. The libraries behind it
# are linked but their headers are not passed on: PRIVATE.
function(seclint_library)
    get_property(objects GLOBAL PROPERTY seclint_objects)
    get_property(libraries GLOBAL PROPERTY seclint_libraries)
    add_library(seclint_lib STATIC ${objects})
    set_target_properties(seclint_lib PROPERTIES
        OUTPUT_NAME seclint LINKER_LANGUAGE C)
    target_link_libraries(seclint_lib PRIVATE ${libraries})
endfunction()
