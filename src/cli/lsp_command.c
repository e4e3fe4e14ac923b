#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "lsp/server.h"

#include <unistd.h>

int sl_command_lsp(const sl_options *options)
{
    sl_err err = {0};
    int status = 0;

    (void)options;
    if (isatty(STDIN_FILENO))
        sl_fail(&err, SL_EUSAGE,
                "lsp is started by an editor, which speaks to it on standard input; "
                "see docs/editor.md");
    else
        status = sl_server_run(STDIN_FILENO, STDOUT_FILENO, &err);
    return err.code == SL_OK ? status : sl_complain(&err);
}
