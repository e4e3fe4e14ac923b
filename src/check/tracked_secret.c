#include "check/tracked_secret.h"

#include "check/secret_staged_over.h"

const sl_fact *sl_tracked_in_clear(sl_facts of_path)
{
    const sl_fact *staged = sl_facts_staged(of_path);

    if (!staged || !staged->path_class || staged->secrets == 0 ||
        staged->state.here.filtered || sl_facts_staged_over(of_path))
        return NULL;
    return staged;
}
