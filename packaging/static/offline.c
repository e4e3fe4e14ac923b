/* offline.c - for the static binary: nothing that would reach for the network or for
 * libraries of the machine.
 *
 * seclint opens no connection, but libgit2's start-up names its transports, and with them
 * come TLS, SSH and Kerberos, of which Debian has no static form. The linker takes these
 * names from here and leaves the objects of libgit2 (1.5, src/libgit2/{libgit2,http,
 * smart_protocol,transport}.c, streams/mbedtls.c) that define them where they are. A name
 * that libgit2 gains in another version shows as a definition that is missing. */
#include <langinfo.h>
#include <nss.h>
#include <stdbool.h>

enum { UNSUPPORTED = -1 };

/* The home of a user (`~name/` in a git configuration) is looked for in /etc/passwd alone:
 * for a directory service glibc would load libraries, made for another glibc perhaps. */
__attribute__((constructor)) static void ask_files_only(void)
{
    __nss_configure_lookup("passwd", "files");
}

/* Only libarchive asks, for the charset of the names that it gives: as source/archive.c
 * wants them, also where no locale C.UTF-8 is installed to switch to. */
char *nl_langinfo(nl_item item)
{
    static char utf8[] = "UTF-8", none[] = "";

    return item == CODESET ? utf8 : none;
}

int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_transport_ssh_global_init(void);
int git_transport_new(void **out, void *owner, const char *url);

/* Settings that only the transports read; nothing sets them through git_libgit2_opts. */
extern const bool git_http__expect_continue;
extern const bool git_smart__ofs_delta_enabled;
const bool git_http__expect_continue = false;
const bool git_smart__ofs_delta_enabled = true;

int git_mbedtls_stream_global_init(void)
{
    return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
    (void)file;
    (void)path;
    return UNSUPPORTED;
}

int git_transport_ssh_global_init(void)
{
    return 0;
}

int git_transport_new(void **out, void *owner, const char *url)
{
    (void)owner;
    (void)url;
    *out = (void *)0;
    return UNSUPPORTED;
}
