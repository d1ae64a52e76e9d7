import { expect, test } from 'vitest'
import { isPushService } from './push.server.ts'

const hosts = 'fcm.googleapis.com *.push.apple.com *.notify.windows.com'

test.each([
  'https://fcm.googleapis.com/fcm/send/abc', 'https://web.push.apple.com/Qx', 'https://wns2-par02p.notify.windows.com/w/?token=x', 'https://fcm.googleapis.com:443/x',
])('%s is a push service', (endpoint) => expect(isPushService(endpoint, hosts)).toBe(true))

test.each([
  'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com:8443/x', 'https://fcm.googleapis.com.evil.example/x', 'https://evil.example/fcm.googleapis.com', 'https://push.apple.com.evil.example',
  'https://evilpush.apple.com/x', 'https://push.apple.com/x', 'https://user:secret@fcm.googleapis.com/x', 'https://fcm.googleapis.com@evil.example/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x',
  'https://169.254.169.254/latest', 'https://2130706433/x', 'file:///etc/passwd', 'fcm.googleapis.com', '', `https://fcm.googleapis.com/${'x'.repeat(1000)}`,
])('%s is not', (endpoint) => expect(isPushService(endpoint, hosts)).toBe(false))
