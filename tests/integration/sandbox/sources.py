# ruff: noqa: E501 - programs stand as they are
"""One small program of each kind in each language, for the tests of toolchains."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sources:
    """Programs in one language."""

    broken: str
    """Can't be compiled, or where nothing is compiled, not be read."""
    fails: str
    """Compiles, and ends with an error when it is run."""
    spins: str
    hogs: str
    """Takes memory without end."""
    floods: str
    """Prints without end."""
    reaches: str
    """Prints `refused` for each of: reading /etc/passwd, writing /usr/x, connecting to 127.0.0.1."""


_C_REACH = """
#include <stdio.h>
#include <arpa/inet.h>
#include <sys/socket.h>
int main(void) {
  puts(fopen("/etc/passwd", "r") ? "open" : "refused");
  puts(fopen("/usr/x", "w") ? "open" : "refused");
  struct sockaddr_in to = {};
  to.sin_family = AF_INET; to.sin_port = htons(PORT); to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  puts(s >= 0 && connect(s, (struct sockaddr *)&to, sizeof to) == 0 ? "open" : "refused");
  return 0;
}
"""
_JS_REACH = """
const fs = require('fs'), net = require('net');
for (const act of [() => fs.readFileSync('/etc/passwd'), () => fs.writeFileSync('/usr/x', 'x')]) {
  try { act(); console.log('open'); } catch { console.log('refused'); }
}
const socket = net.connect(PORT, '127.0.0.1');
socket.on('connect', () => { console.log('open'); socket.destroy(); });
socket.on('error', () => console.log('refused'));
"""

SOURCES = {
    "python": Sources(
        broken="def f(:\n",
        fails="raise SystemExit(3)\n",
        spins="while True: pass\n",
        hogs="kept = []\nwhile True: kept.append(bytearray(1 << 20))\n",
        floods="while True: print('x' * 1000)\n",
        reaches="""
import socket
for act in (lambda: open('/etc/passwd'), lambda: open('/usr/x', 'w'), lambda: socket.create_connection(('127.0.0.1', PORT))):
    try: act(); print('open')
    except OSError: print('refused')
""",
    ),
    "javascript": Sources(
        broken="function f( {\n",
        fails="process.exit(3);\n",
        spins="for (;;) {}\n",
        hogs="const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1));\n",
        floods="const fs = require('fs'); for (;;) fs.writeSync(1, 'x'.repeat(1000));\n",
        reaches=_JS_REACH,
    ),
    "typescript": Sources(
        broken="const n: number = 'text';\n",
        fails="throw new Error('no');\n",
        spins="for (;;) {}\n",
        hogs="const kept: Uint8Array[] = []; for (;;) kept.push(new Uint8Array(1 << 20).fill(1));\n",
        floods="declare const require: any; for (;;) require('fs').writeSync(1, 'x'.repeat(1000));\n",
        reaches="declare const require: any;\n"
        + _JS_REACH.replace("const fs = require('fs'), net", "const fs: any = require('fs'), net: any"),
    ),
    "go": Sources(
        broken="package main\n\nfunc main() { var n int = true }\n",
        fails='package main\n\nfunc main() { panic("no") }\n',
        spins="package main\n\nfunc main() {\n\tfor {\n\t}\n}\n",
        hogs="""package main

func main() {
	kept := [][]byte{}
	for {
		next := make([]byte, 1<<20)
		for i := range next {
			next[i] = 1
		}
		kept = append(kept, next)
	}
}
""",
        floods='package main\n\nimport "fmt"\n\nfunc main() {\n\tfor {\n\t\tfmt.Println("xxxxxxxxxxxxxxxxxxxx")\n\t}\n}\n',
        reaches="""package main

import (
	"fmt"
	"os"
	"syscall"
)

func said(err error) {
	if err != nil {
		fmt.Println("refused")
	} else {
		fmt.Println("open")
	}
}

func main() {
	_, err := os.ReadFile("/etc/passwd")
	said(err)
	said(os.WriteFile("/usr/x", []byte("x"), 0o644))
	s, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err == nil {
		err = syscall.Connect(s, &syscall.SockaddrInet4{Port: PORT, Addr: [4]byte{127, 0, 0, 1}})
	}
	said(err)
}
""",
    ),
    "rust": Sources(
        broken="fn main() { let n: i32 = true; }\n",
        fails='fn main() { panic!("no"); }\n',
        spins="fn main() { let mut n = 0u64; loop { n = std::hint::black_box(n + 1); } }\n",
        hogs="fn main() { let mut kept = Vec::new(); loop { kept.push(vec![1u8; 1 << 20]); std::hint::black_box(&kept); } }\n",
        floods='fn main() { loop { println!("xxxxxxxxxxxxxxxxxxxx"); } }\n',
        reaches="""
fn said(ok: bool) { println!("{}", if ok { "open" } else { "refused" }); }
fn main() {
    said(std::fs::read("/etc/passwd").is_ok());
    said(std::fs::write("/usr/x", "x").is_ok());
    said(std::net::TcpStream::connect(("127.0.0.1", PORT)).is_ok());
}
""",
    ),
    "java": Sources(
        broken="class Main { int n = true; }\n",
        fails='class Main { public static void main(String[] a) { throw new RuntimeException("no"); } }\n',
        spins="class Main { public static void main(String[] a) { for (;;) {} } }\n",
        hogs="""
import java.util.*;
class Main { public static void main(String[] a) {
  List<java.nio.ByteBuffer> kept = new ArrayList<>();
  for (;;) { byte[] next = new byte[1 << 20]; Arrays.fill(next, (byte) 1); kept.add(java.nio.ByteBuffer.wrap(next)); }
} }
""",
        floods='class Main { public static void main(String[] a) { for (;;) System.out.println("xxxxxxxxxx"); } }\n',
        reaches="""
import java.nio.file.*;
class Main {
  interface Act { void run() throws Exception; }
  static void said(Act act) {
    try { act.run(); System.out.println("open"); } catch (Exception e) { System.out.println("refused"); }
  }
  public static void main(String[] a) {
    said(() -> Files.readString(Path.of("/etc/passwd")));
    said(() -> Files.writeString(Path.of("/usr/x"), "x"));
    said(() -> new java.net.Socket("127.0.0.1", PORT));
  }
}
""",
    ),
    "c": Sources(
        broken="int main(void) { return nothing; }\n",
        fails="int main(void) { return 3; }\n",
        spins="int main(void) { volatile int n = 0; for (;;) n++; }\n",
        hogs="#include <stdlib.h>\n#include <string.h>\n"
        "int main(void) { for (;;) { volatile char *p = malloc(1 << 20); memset((void *)p, 1, 1 << 20); } }\n",
        floods='#include <stdio.h>\nint main(void) { for (;;) puts("xxxxxxxxxxxxxxxxxxxx"); }\n',
        reaches=_C_REACH.replace("= {}", "= {0}"),
    ),
    "cpp": Sources(
        broken="int main() { return nothing; }\n",
        fails='#include <stdexcept>\nint main() { throw std::runtime_error("no"); }\n',
        spins="int main() { volatile int n = 0; for (;;) n = n + 1; }\n",
        hogs="#include <vector>\n#include <memory>\n"
        "int main() { std::vector<std::vector<char>> kept; for (;;) kept.emplace_back(1 << 20, 'x'); }\n",
        floods='#include <iostream>\nint main() { for (;;) std::cout << "xxxxxxxxxxxxxxxxxxxx\\n"; }\n',
        reaches=_C_REACH,
    ),
    "php": Sources(
        broken="<?php function ( {\n",
        fails="<?php exit(3);\n",
        spins="<?php for (;;) {}\n",
        hogs="<?php $kept = []; for (;;) $kept[] = str_repeat('x', 1 << 20);\n",
        floods="<?php for (;;) echo str_repeat('x', 1000);\n",
        reaches="""<?php
echo @file_get_contents('/etc/passwd') === false ? "refused\\n" : "open\\n";
echo @file_put_contents('/usr/x', 'x') === false ? "refused\\n" : "open\\n";
echo @stream_socket_client('tcp://127.0.0.1:PORT') === false ? "refused\\n" : "open\\n";
""",
    ),
    "ruby": Sources(
        broken="def f(\n",
        fails="exit 3\n",
        spins="loop {}\n",
        hogs="kept = []\nloop { kept << 'x' * (1 << 20) }\n",
        floods="loop { puts 'x' * 1000 }\n",
        reaches="""
require 'socket'
[-> { File.read('/etc/passwd') }, -> { File.write('/usr/x', 'x') }, -> { TCPSocket.new('127.0.0.1', PORT) }].each do |act|
  begin
    act.call
    puts 'open'
  rescue SystemCallError, SocketError
    puts 'refused'
  end
end
""",
    ),
}
