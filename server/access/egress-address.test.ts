import { describe, expect, test } from 'vitest';
import { checkUrl, isHostListed, isPublicAddress, readAllowList } from './egress-address.ts';

describe('an address of the internet is told from all others', () => {
  test.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '100.63.255.255', '2606:4700::1111', '2a00:1450:4001::1'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each(
    (
      '127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.5 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 ' +
      '224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:169.254.169.254 ::ffff:8.8.8.8 ::7f00:1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 ' +
      '2001:db8::1 2002:7f00:1:: 3fff::1 fec0::1 5f00::1 nonsense'
    ).split(' '),
  )('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a URL is checked as text when it is saved', () => {
  test.each([
    ['S01', 'http://127.0.0.1:6379/', 'url.blocked_address'],
    ['S02', 'http://169.254.169.254/latest/meta-data/', 'url.blocked_address'],
    ['S03', 'http://2130706433/', 'url.blocked_address'],
    ['S03', 'http://0x7f.1/', 'url.blocked_address'],
    ['S03', 'http://0177.0.0.1/', 'url.blocked_address'],
    ['S03', 'http://127.1/', 'url.blocked_address'],
    ['S03', 'http://①②⑦.0.0.1/', 'url.blocked_address'],
    ['S04', 'http://[::ffff:169.254.169.254]/', 'url.blocked_address'],
    ['S04', 'http://[::1]/', 'url.blocked_address'],
    ['S04', 'http://[::ffff:7f00:1]/', 'url.blocked_address'],
    ['S07', 'file:///etc/passwd', 'url.scheme'],
    ['S07', 'gopher://x', 'url.scheme'],
    ['S07', 'javascript:alert(1)', 'url.scheme'],
    ['S09', 'http://user:pass@host/', 'url.userinfo'],
    ['S09', 'http://token@host.example/', 'url.userinfo'],
    ['', 'http://localhost/', 'url.blocked_address'],
    ['', 'http://LOCALHOST./', 'url.blocked_address'],
    ['', 'http://metadata.google.internal/', 'url.blocked_address'],
    ['', 'http://0/', 'url.blocked_address'],
    ['', 'https://erp.example:8443/', 'url.blocked_port'],
    ['', 'http://erp.example:22/', 'url.blocked_port'],
    ['', 'not a url', 'url.invalid'],
    ['', '//host/path', 'url.invalid'],
    ['', '', 'url.invalid'],
  ])('%s %s is refused as %s', (_case, url, code) => {
    expect(checkUrl(url, [])).toMatchObject({ code });
  });

  test.each(['https://shop.example/orders?x=1', 'http://shop.example/', 'https://shop.example:443/', 'http://93.184.216.34/', 'https://[2606:4700::1111]/'])(
    '%s is fine',
    (url) => {
      expect(checkUrl(url, [])).toBeUndefined();
    },
  );

  test('S10: a private system is called at the listed host and port only', () => {
    const allow = ['10.0.0.5:8080', 'ERP.local:443', '[fd00::5]:80'];
    for (const url of ['http://10.0.0.5:8080/x', 'https://erp.local/x', 'http://[fd00:0::5]/']) expect(checkUrl(url, allow), url).toBeUndefined();
    for (const url of ['http://10.0.0.5/', 'http://10.0.0.5:8081/', 'http://10.0.0.6:8080/', 'http://erp.local/', 'http://x.erp.local/']) {
      expect(checkUrl(url, allow), url).toMatchObject({ code: 'url.blocked_address' });
    }
  });

  test.each(['erp', 'erp:', 'http://erp:80', 'erp:80/path', 'user@erp:80', ':80', 'erp:99999'])(
    'the list entry %j is refused with a line that says how to write it',
    (entry) => {
      expect(() => readAllowList([entry])).toThrow(/EGRESS_ALLOW: .* host:port/);
    },
  );

  test('a connection is used with its own hosts only', () => {
    const hosts = ['erp.example', 'api.example:8443', '*.shop.example'];
    for (const url of ['https://ERP.example/x', 'https://api.example:8443/', 'https://a.shop.example/']) expect(isHostListed(url, hosts), url).toBe(true);
    for (const url of [
      'https://other.example/',
      'https://api.example/',
      'https://shop.example/',
      'https://evilshop.example/',
      'https://erp.example.evil.example/',
      'x',
    ]) {
      expect(isHostListed(url, hosts), url).toBe(false);
    }
  });
});
