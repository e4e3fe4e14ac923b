# Static.cmake - the program as one file that needs no library and no loader: for an empty
# chroot, an image from scratch, a machine of another make.
#
#   cmake --preset release && cmake --build --preset static    build/release/static/seclint
#
# It is linked from the objects of the release build; only what says how libraries come
# into the program is compiled again. The list is that of Debian 12 (`pkg-config --static`
# without what the network of libgit2 and the writers of libarchive would add). Nothing
# that seclint reads is missing: zip, tar, ar, gzip, bzip2, xz and zstd are all in.

# Archive and the Debian package that brings it, in the order of the linker.
set(SECLINT_STATIC_LIBRARIES
    git2 libgit2-dev            http_parser libhttp-parser-dev
    mbedcrypto libmbedtls-dev   archive libarchive-dev
    nettle nettle-dev           lzma liblzma-dev
    zstd libzstd-dev            bz2 libbz2-dev
    pcre2-8 libpcre2-dev        yaml libyaml-dev
    deflate libdeflate-dev      z zlib1g-dev)

function(seclint_static)
    set(todo ${SECLINT_STATIC_LIBRARIES})
    set(paths)
    set(missing)
    set(packages libc6-dev)
    while(todo)
        list(POP_FRONT todo name package)
        find_library(SECLINT_STATIC_${name} NAMES lib${name}.a NO_CACHE)
        list(APPEND packages ${package})
        if(SECLINT_STATIC_${name})
            list(APPEND paths "${SECLINT_STATIC_${name}}")
        else()
            list(APPEND missing ${package})
        endif()
    endwhile()
    if(missing)
        list(JOIN missing " " missing)
        add_custom_target(seclint_static
            COMMAND ${CMAKE_COMMAND} -E echo "apt-get install ${missing}"
            COMMAND ${CMAKE_COMMAND} -E false
            COMMENT "Archives of libraries are missing" VERBATIM)
        return()
    endif()

    # Position independent all the same, the program is its own loader: -static-pie, and
    # neither of the flags that CMake would choose.
    unset(CMAKE_POSITION_INDEPENDENT_CODE)
    # Objects come before the archive, which then has nothing to add to them.
    add_executable(seclint_static EXCLUDE_FROM_ALL
        src/cli/main.c src/source/libarchive.c src/source/libgit2.c
        src/match/libpcre2.c src/doc/libyaml.c src/git/libdeflate.c
        packaging/static/offline.c)
    target_compile_definitions(seclint_static PRIVATE SL_STATIC)
    target_include_directories(seclint_static SYSTEM PRIVATE
        ${GIT2_INCLUDE_DIRS} ${ARCHIVE_INCLUDE_DIRS} ${PCRE2_INCLUDE_DIRS}
        ${YAML_INCLUDE_DIRS} ${DEFLATE_INCLUDE_DIRS})
    add_dependencies(seclint_static seclint_lib)
    get_property(grammars GLOBAL PROPERTY seclint_needs_doc)
    list(FILTER grammars INCLUDE REGEX "^tree_sitter_")
    target_link_libraries(seclint_static PRIVATE seclint_flags
        "$<TARGET_FILE:seclint_lib>" ${grammars} ${paths} m)
    set_target_properties(seclint_static PROPERTIES
        OUTPUT_NAME seclint
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/static")
    target_compile_options(seclint_static PRIVATE -fPIE)
    target_link_options(seclint_static PRIVATE -static-pie)

    install(PROGRAMS "${CMAKE_BINARY_DIR}/static/seclint"
        DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT static EXCLUDE_FROM_ALL)
    # What is linked in comes with its licence.
    foreach(package IN LISTS packages)
        set(copyright "/usr/share/doc/${package}/copyright")
        if(EXISTS "${copyright}")
            file(REAL_PATH "${copyright}" copyright)
            install(FILES "${copyright}" RENAME "${package}"
                DESTINATION "${CMAKE_INSTALL_DOCDIR}/linked"
                COMPONENT static EXCLUDE_FROM_ALL)
        endif()
    endforeach()
endfunction()
