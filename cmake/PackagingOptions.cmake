# PackagingOptions.cmake - read by CPack once for each kind of package.

set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")

# package_of(PATH FIELD): the Debian package that owns a library, and the version of it
# that programs made with it need, as its maintainer says (dpkg-shlibdeps reads the same).
function(package_of path out)
    # Where /lib is a link to /usr/lib, the database may know either name.
    string(REGEX REPLACE "^/usr/lib/" "/lib/" other "${path}")
    foreach(name "${path}" "${other}")
        execute_process(COMMAND dpkg-query -S "${name}"
            OUTPUT_VARIABLE owner ERROR_QUIET RESULT_VARIABLE failed)
        if(NOT failed)
            break()
        endif()
    endforeach()
    if(failed)
        message(FATAL_ERROR "no package owns ${path}")
    endif()
    string(REGEX REPLACE ": .*" "" owner "${owner}")
    execute_process(COMMAND dpkg-query --control-show "${owner}" shlibs
        OUTPUT_VARIABLE shlibs ERROR_QUIET)
    string(REGEX MATCH "^[^ ]+ [^ ]+ ([^\n]+)" found "${shlibs}")
    if(NOT found)
        message(FATAL_ERROR "${owner} does not say what its users depend on")
    endif()
    set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

if(CPACK_GENERATOR STREQUAL "DEB")
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
    set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
    set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
    set(CPACK_DEBIAN_PACKAGE_SUGGESTS "git, bash-completion")
    # What is linked, found by dpkg-shlibdeps; what is loaded when it is needed, here.
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    set(depends)
    foreach(library IN LISTS CPACK_SECLINT_LATE)
        package_of("${library}" package)
        list(APPEND depends "${package}")
    endforeach()
    list(JOIN depends ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
elseif(CPACK_GENERATOR STREQUAL "RPM")
    set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
    set(CPACK_RPM_PACKAGE_RELEASE 1)
    set(CPACK_RPM_PACKAGE_LICENSE "MIT AND Apache-2.0 AND ICU")
    set(CPACK_RPM_PACKAGE_GROUP Development/Tools)
    # The static program is in it (PackagingStage.cmake): distributions with rpm have
    # other versions of the libraries than the Debian that this is built on.
    set(CPACK_RPM_PACKAGE_AUTOREQ OFF)
    # Folders that belong to the system.
    set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/man /usr/share/man/man1
        /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh
        /usr/share/zsh/site-functions /usr/share/fish
        /usr/share/fish/vendor_completions.d)
    # The same bytes from the same commit.
    set(CPACK_RPM_SPEC_MORE_DEFINE "%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost reproducible
%define _build_id_links none")
else()
    set(CPACK_PACKAGING_INSTALL_PREFIX "/")
endif()
