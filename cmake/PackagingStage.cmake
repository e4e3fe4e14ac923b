# PackagingStage.cmake - run by CPack over the files it is about to pack: what the policy
# of a kind of package asks for, and with SOURCE_DATE_EPOCH one time for all of them.

if(DEFINED ENV{SOURCE_DATE_EPOCH})
    set(epoch "$ENV{SOURCE_DATE_EPOCH}")
else()
    string(TIMESTAMP epoch "%s" UTC)
endif()

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
if(CPACK_GENERATOR MATCHES "^(DEB|RPM)$")
    run(gzip -9n "${share}/man/man1/seclint.1")
endif()
if(CPACK_GENERATOR STREQUAL "RPM")
    run("${CMAKE_COMMAND}" -E env --unset=DESTDIR "${CMAKE_COMMAND}" --install "${CPACK_SECLINT_BUILD}"
        --prefix "${CPACK_TEMPORARY_DIRECTORY}/usr" --component static)
endif()
if(CPACK_GENERATOR MATCHES "^(DEB|RPM)$")
    run(strip --strip-unneeded --remove-section=.comment --remove-section=.note
        "${CPACK_TEMPORARY_DIRECTORY}/usr/bin/seclint")
endif()
if(CPACK_GENERATOR STREQUAL "DEB")
    file(MAKE_DIRECTORY "${share}/zsh/vendor-completions" "${share}/lintian/overrides")
    file(RENAME "${share}/zsh/site-functions/_seclint"
        "${share}/zsh/vendor-completions/_seclint")
    file(REMOVE_RECURSE "${share}/zsh/site-functions")
    file(COPY_FILE "${CPACK_SECLINT_SOURCE}/packaging/deb/lintian-overrides"
        "${share}/lintian/overrides/seclint")
    file(RENAME "${share}/doc/seclint/CHANGELOG.md" "${share}/doc/seclint/changelog")
    run(gzip -9n "${share}/doc/seclint/changelog")
    set(text "${share}/doc/seclint/changelog.Debian")
    run(python3 "${CPACK_SECLINT_SOURCE}/packaging/deb/changelog.py"
        "${CPACK_PACKAGE_VERSION}-1" "${CPACK_PACKAGE_CONTACT}" "${epoch}" "${text}")
    run(gzip -9n "${text}")
endif()

if(DEFINED ENV{SOURCE_DATE_EPOCH})
    run(find "${CPACK_TEMPORARY_DIRECTORY}" -exec touch -h -d "@${epoch}" "{}" +)
endif()
