// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, defineComponent, shallowRef } from 'vue';
import { useWhileMoving } from './useWhileMoving';

const MINUTE_MS = 60_000;
const state = shallowRef('sending');
const answers: (() => Promise<void>)[] = [];
let asked = 0;

function aPage() {
  const reload = () => {
    asked += 1;
    return answers.shift()?.() ?? Promise.resolve();
  };
  const page = { data: computed(() => state.value), reload };
  const setup = () => {
    useWhileMoving(page, (now) => now === 'sending');
    return () => null;
  };
  return mount(defineComponent({ setup }));
}

describe('a page about something on its way', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    state.value = 'sending';
    asked = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks until it has arrived, also after an answer that never came', async () => {
    answers.push(
      () => Promise.reject(new Error('offline')),
      () => {
        state.value = 'sent';
        return Promise.resolve();
      },
    );
    const page = aPage();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(asked).toBe(2);
    page.unmount();
  });

  it('does not ask about what stands still, and begins when it moves', async () => {
    state.value = 'draft';
    const page = aPage();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(asked).toBe(0);
    state.value = 'sending';
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(asked).toBeGreaterThan(0);
    page.unmount();
  });

  it('asks no more when somebody has left it', async () => {
    aPage().unmount();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(asked).toBe(0);
  });
});
