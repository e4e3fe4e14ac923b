# Dependencies.cmake - the libraries of the system, each by pkg-config. What is
# missing is named all at once, by its Debian package.

find_package(PkgConfig)
if(NOT PKG_CONFIG_FOUND)
    message(FATAL_ERROR "pkg-config is missing: apt-get install pkg-config")
endif()

set(missing)
function(seclint_pkg name module package)
    pkg_check_modules(${name} QUIET IMPORTED_TARGET ${module})
    if(${name}_FOUND)
        message(STATUS "${module} ${${name}_VERSION}")
    else()
        set(missing ${missing} ${package} PARENT_SCOPE)
    endif()
endfunction()

seclint_pkg(GIT2 libgit2>=1.5 libgit2-dev)
seclint_pkg(PCRE2 libpcre2-8>=10.42 libpcre2-dev)
seclint_pkg(YAML yaml-0.1 libyaml-dev)
seclint_pkg(DEFLATE libdeflate libdeflate-dev)
seclint_pkg(ARCHIVE libarchive>=3.6 libarchive-dev)
if(SECLINT_UNIT_TESTS)
    seclint_pkg(CMOCKA cmocka libcmocka-dev)
endif()

if(missing)
    list(JOIN missing " " missing)
    message(FATAL_ERROR "libraries are missing (./dev setup installs them): "
        "apt-get install ${missing}")
endif()

include(Libraries)

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
