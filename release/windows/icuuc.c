/* Stands in for icuuc.dll, a part of Windows 10 that Wine lacks: Qt links to it, for encodings of old. It lies in the
   system folder of the Wine in which the program is built and tried, and is never shipped (release/shipped.py). */

#define EXPORT __declspec(dllexport)
enum { UNSUPPORTED = 16 };

static void refuse(int *error) {
    if (error) *error = UNSUPPORTED;
}

EXPORT void *ucnv_open(const char *name, int *error) { refuse(error); return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getName(void *converter, int *error) { refuse(error); return ""; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { refuse(error); return 0; }
EXPORT const char *ucnv_getAvailableName(int index) { return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_getToUCallBack(void *converter, void **action, void **context) {}
EXPORT void ucnv_getFromUCallBack(void *converter, void **action, void **context) {}
EXPORT void ucnv_setToUCallBack(void *converter, void *action, void *context, void **old_action, void **old_context,
                                int *error) { refuse(error); }
EXPORT void ucnv_setFromUCallBack(void *converter, void *action, void *context, void **old_action, void **old_context,
                                  int *error) { refuse(error); }
EXPORT void ucnv_cbToUWriteUChars(void *arguments, const void *source, int length, int offset, int *error) {
    refuse(error);
}
EXPORT void ucnv_cbFromUWriteUChars(void *arguments, const void **source, const void *limit, int offset, int *error) {
    refuse(error);
}
EXPORT void ucnv_toUnicode(void *converter, void **target, void *target_limit, void **source, void *source_limit,
                           int *offsets, int flush, int *error) { refuse(error); }
EXPORT void ucnv_fromUnicode(void *converter, void **target, void *target_limit, void **source, void *source_limit,
                             int *offsets, int flush, int *error) { refuse(error); }
EXPORT int ucnv_toUCountPending(void *converter, int *error) { refuse(error); return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, int *error) { refuse(error); return 0; }
