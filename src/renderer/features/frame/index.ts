/** Parts of the window around the view. */
import './frame.css'
import './banners.css'
import './status-bar.css'

export { Banners } from './banners.tsx'
export { Navigation } from './navigation.tsx'
export { Overlays } from './overlays.tsx'
export { Starting } from './starting.tsx'
export { StatusBar } from './status-bar.tsx'
export { TitleBar } from './title-bar.tsx'
