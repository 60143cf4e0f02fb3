; The setup program for one person, without an administrator; release/installers.py gives VERSION, FROZEN, OUT and ICON.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; In megabytes: so far back it finds that the archives of both programs are the same.
SetCompressorDictSize 32
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh

!define TITLE "NRWeltoffen"
!define PLAN "nrw_desktop.plan"
!define CLASSES "Software\Classes"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\nrw-desktop-setup"

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\nrw-desktop"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${TITLE} installieren"
VIAddVersionKey "LegalCopyright" "EUPL-1.2"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nrw-desktop-gui.exe"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "German"

; Windows lets nobody write into a program that runs. Without anybody to ask (/S) nothing is changed.
!macro RefuseWhileOpen folder
  again:
  IfFileExists "${folder}\nrw-desktop-gui.exe" 0 closed
  ClearErrors
  FileOpen $0 "${folder}\nrw-desktop-gui.exe" a
  IfErrors open
  FileClose $0
  Goto closed
  open:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} ist noch geöffnet. Bitte alle seine Fenster schließen und dann auf „Wiederholen“ klicken. Gespeichert ist alles." /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  closed:
!macroend

; Of an earlier version everything goes but what is not of the program.
!macro RemoveProgram folder
  RMDir /r "${folder}\_internal"
  Delete "${folder}\nrw-desktop.exe"
  Delete "${folder}\nrw-desktop-gui.exe"
  Delete "${folder}\nrw-desktop.pkg"
  Delete "${folder}\nrw-desktop-gui.pkg"
  Delete "${folder}\uninstall.exe"
  RMDir "${folder}"
!macroend

Section
  ReadRegStr $1 HKCU "${REMOVAL}" "InstallLocation"
  StrCmp $1 "" fresh
  !insertmacro RefuseWhileOpen "$1"
  !insertmacro RemoveProgram "$1"
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${FROZEN}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\nrw-desktop-gui.exe"
  WriteRegStr HKCU "${CLASSES}\.nrwplan" "" "${PLAN}"
  WriteRegStr HKCU "${CLASSES}\.nrwplan\OpenWithProgids" "${PLAN}" ""
  WriteRegStr HKCU "${CLASSES}\${PLAN}" "" "NRWeltoffen-Plan"
  WriteRegStr HKCU "${CLASSES}\${PLAN}\DefaultIcon" "" "$INSTDIR\nrw-desktop-gui.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PLAN}\shell\open\command" "" '"$INSTDIR\nrw-desktop-gui.exe" "%1"'
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\nrw-desktop-gui.exe,0"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen "$INSTDIR"
  !insertmacro RemoveProgram "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${PLAN}"
  DeleteRegKey HKCU "${CLASSES}\.nrwplan"
  DeleteRegKey HKCU "${REMOVAL}"
SectionEnd
