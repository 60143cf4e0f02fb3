/* A step of the MSI: as long as the program runs, its files cannot be replaced or removed; the person is asked to close
   it and to try again. Without anybody to ask (msiexec /qn), nothing is changed and msiexec ends with 1602. */

#define UNICODE
#include <windows.h>
#include <msiquery.h>

static const WCHAR *const programs[] = {L"nrw-desktop-gui.exe", L"nrw-desktop.exe"};

static BOOL is_running(const WCHAR *folder) {
    for (int i = 0; i < 2; i++) {
        WCHAR path[2 * MAX_PATH];
        if (lstrlenW(folder) + lstrlenW(programs[i]) >= 2 * MAX_PATH) continue;
        lstrcpyW(path, folder);
        lstrcatW(path, programs[i]);
        /* Windows lets nobody write into a program that runs. */
        HANDLE file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
        if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
        else if (GetLastError() == ERROR_SHARING_VIOLATION) return TRUE;
    }
    return FALSE;
}

__declspec(dllexport) UINT __stdcall refuse_while_open(MSIHANDLE install) {
    WCHAR folder[MAX_PATH];
    DWORD length = MAX_PATH;
    if (MsiGetPropertyW(install, L"INSTALLDIR", folder, &length) != ERROR_SUCCESS) return ERROR_SUCCESS;
    while (is_running(folder)) {
        MSIHANDLE record = MsiCreateRecord(0);
        MsiRecordSetStringW(record, 0,
                            L"NRWeltoffen ist noch ge\u00f6ffnet. Bitte alle seine Fenster schlie\u00dfen und dann auf "
                            L"\u201eWiederholen\u201c klicken. Gespeichert ist alles.");
        int answer = MsiProcessMessage(install, (INSTALLMESSAGE)(INSTALLMESSAGE_WARNING | MB_RETRYCANCEL), record);
        MsiCloseHandle(record);
        if (answer != IDRETRY) return ERROR_INSTALL_USEREXIT;
    }
    return ERROR_SUCCESS;
}
