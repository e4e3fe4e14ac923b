# Packaging.cmake - what `cmake --install` puts where, and the packages that CPack makes.
#
#   seclint_packages()   after the program
#
# cmake/PackagingOptions.cmake is read by CPack for each kind of package,
# cmake/PackagingStage.cmake runs over the staged files before they are packed.
# `./dev package` makes all that a release has (packaging/release.sh).

# The manual page and the completions come out of the program, so they cannot be behind it.
function(seclint_pages)
    set(folder "${CMAKE_BINARY_DIR}/pages")
    file(MAKE_DIRECTORY "${folder}")
    set(run ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:seclint>)
    add_custom_command(
        OUTPUT "${folder}/seclint.1" "${folder}/seclint.bash" "${folder}/_seclint"
            "${folder}/seclint.fish"
        COMMAND ${run} man > "${folder}/seclint.1"
        COMMAND ${run} completions bash > "${folder}/seclint.bash"
        COMMAND ${run} completions zsh > "${folder}/_seclint"
        COMMAND ${run} completions fish > "${folder}/seclint.fish"
        DEPENDS seclint
        COMMENT "Writing the manual page and the completions" VERBATIM)
    add_custom_target(seclint_pages ALL DEPENDS "${folder}/seclint.1")

    install(FILES "${folder}/seclint.1"
        DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT pages)
    install(FILES "${folder}/seclint.bash" RENAME seclint
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
        COMPONENT pages)
    install(FILES "${folder}/_seclint"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT pages)
    install(FILES "${folder}/seclint.fish"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
        COMPONENT pages)
endfunction()

# A text as a field of a Debian copyright file: indented, empty lines as a dot.
function(seclint_indented path out)
    file(READ "${path}" text)
    string(REGEX REPLACE "[ \t]+\n" "\n" text "${text}")
    string(STRIP "${text}" text)
    string(REPLACE "\n" "\n " text " ${text}")
    string(REGEX REPLACE "\n (\n|$)" "\n .\n" text "${text}")
    string(REGEX REPLACE "\n (\n|$)" "\n .\n" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Our licence and those of all that is compiled in, in one file for every package.
function(seclint_copyright)
    set(runtime "${SECLINT_MODULES}/tree-sitter")
    seclint_indented("${CMAKE_SOURCE_DIR}/LICENSE" own)
    seclint_indented("${CMAKE_SOURCE_DIR}/src/aws/data/NOTICE" tables)
    seclint_indented("${runtime}/LICENSE" runtime_text)
    seclint_indented("${runtime}/vendor/tree-sitter/lib/src/unicode/LICENSE" unicode)
    seclint_indented("${SECLINT_MODULES}/tree-sitter-python/LICENSE" python)
    seclint_indented("${SECLINT_MODULES}/tree-sitter-typescript/LICENSE" typescript)
    seclint_indented(
        "${SECLINT_MODULES}/@tree-sitter-grammars/tree-sitter-hcl/LICENSE" hcl)
    configure_file("${CMAKE_SOURCE_DIR}/packaging/copyright.in"
        "${CMAKE_BINARY_DIR}/pages/copyright" @ONLY)
endfunction()

# `seclint explain` tells what docs/rules does, so that folder stays out.
function(seclint_docs)
    seclint_copyright()
    file(GLOB pages CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/docs/*.md"
        "${CMAKE_SOURCE_DIR}/docs/*.svg")
    install(FILES README.md CHANGELOG.md "${CMAKE_BINARY_DIR}/pages/copyright"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT pages)
    install(FILES ${pages}
        DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs" COMPONENT pages)
    install(DIRECTORY docs/schema
        DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs" COMPONENT pages)
endfunction()

function(seclint_packages)
    set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
        OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
        WORLD_READ WORLD_EXECUTE)
    install(TARGETS seclint COMPONENT program)
    seclint_pages()
    seclint_docs()

    set(CPACK_PACKAGE_NAME seclint)
    set(CPACK_PACKAGE_VENDOR CloudReactor)
    set(CPACK_PACKAGE_CONTACT
        "CloudReactor <CloudReactor@users.noreply.github.com>")
    set(CPACK_PACKAGE_HOMEPAGE_URL https://github.com/CloudReactor/seclint)
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for secret hygiene in git repositories")
    set(CPACK_PACKAGE_DESCRIPTION_FILE "${CMAKE_SOURCE_DIR}/packaging/description.txt")
    file(READ "${CPACK_PACKAGE_DESCRIPTION_FILE}" CPACK_PACKAGE_DESCRIPTION)
    set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
    string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
    set(CPACK_PACKAGE_FILE_NAME "seclint-${PROJECT_VERSION}-${system}")
    set(CPACK_GENERATOR TGZ)
    set(CPACK_MONOLITHIC_INSTALL ON)
    set(CPACK_STRIP_FILES ON)
    set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
        ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
    set(CPACK_PROJECT_CONFIG_FILE "${CMAKE_SOURCE_DIR}/cmake/PackagingOptions.cmake")
    set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_SOURCE_DIR}/cmake/PackagingStage.cmake")
    set(CPACK_VERBATIM_VARIABLES ON)

    # For the two files above.
    set(CPACK_SECLINT_SOURCE "${CMAKE_SOURCE_DIR}")
    set(CPACK_SECLINT_BUILD "${CMAKE_BINARY_DIR}")
    set(CPACK_SECLINT_LATE)
    if(SECLINT_LATE_LIBRARIES)
        foreach(prefix IN LISTS SECLINT_LATE)
            get_target_property(library PkgConfig::${prefix} INTERFACE_LINK_LIBRARIES)
            list(GET library 0 library)
            file(REAL_PATH "${library}" library)
            list(APPEND CPACK_SECLINT_LATE "${library}")
        endforeach()
    endif()
    include(CPack)
endfunction()
