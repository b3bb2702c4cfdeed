import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startDemoRegistry } from '../scripts/demo/demo-registry.mjs'
