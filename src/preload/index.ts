import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { createHostBridge } from './host-bridge.ts'

contextBridge.exposeInMainWorld(
  'ibkrConsole',
  createHostBridge(ipcRenderer, (file) => webUtils.getPathForFile(file)),
)
