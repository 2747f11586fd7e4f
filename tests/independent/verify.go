// Verifies a log in our layout with golang.org/x/mod/sumdb, which knows nothing of us: the head's
// signature, the root out of the tiles, inclusion of several entries, several older sizes.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go DIR
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) != 2 {
		fail("usage: verify DIR")
	}
	dir := folder(os.Args[1])
	head := dir.head()
	report := map[string]interface{}{"size": head.N, "root": head.Hash.String()}
	if head.N > 0 {
		hashes := tlog.TileHashReader(head, dir)
		report["included"] = checkEntries(dir, head, hashes)
		report["older"] = checkOlder(head, hashes)
	}
	line, err := json.Marshal(report)
	check("report", err)
	fmt.Println(string(line))
}

func checkEntries(dir folder, head tlog.Tree, hashes tlog.HashReader) []int64 {
	n := head.N
	var done []int64
	for _, index := range []int64{0, 1, 255, 256, n / 3, n / 2, n - 1} {
		if index < 0 || index >= n {
			continue
		}
		proof, err := tlog.ProveRecord(n, index, hashes)
		check(fmt.Sprintf("prove entry %d", index), err)
		leaf := tlog.RecordHash(dir.entry(index, n))
		check(fmt.Sprintf("entry %d", index), tlog.CheckRecord(proof, n, head.Hash, index, leaf))
		done = append(done, index)
	}
	return done
}

func checkOlder(head tlog.Tree, hashes tlog.HashReader) []int64 {
	n := head.N
	var done []int64
	for _, old := range []int64{1, 2, 256, 257, n / 2, n - 1, n} {
		if old < 1 || old > n {
			continue
		}
		root, err := tlog.TreeHash(old, hashes)
		check(fmt.Sprintf("root at %d", old), err)
		proof, err := tlog.ProveTree(n, old, hashes)
		check(fmt.Sprintf("prove size %d", old), err)
		check(fmt.Sprintf("size %d", old), tlog.CheckTree(proof, n, head.Hash, old, root))
		done = append(done, old)
	}
	return done
}

// folder is a log's layout on disk; it reads tiles for tlog.
type folder string

func (f folder) head() tlog.Tree {
	lines := strings.Split(strings.TrimSuffix(string(f.read("key")), "\n"), "\n")
	last := strings.Split(lines[len(lines)-1], " ")
	if len(last) < 3 {
		fail("key: no key")
	}
	verifier, err := note.NewVerifier(last[1])
	check("key", err)
	opened, err := note.Open(f.read("checkpoint"), note.VerifierList(verifier))
	check("checkpoint", err)
	text := strings.Split(opened.Text, "\n")
	if len(text) < 4 || text[0] != verifier.Name() {
		fail("checkpoint: another origin")
	}
	size, err := strconv.ParseInt(text[1], 10, 64)
	check("size", err)
	root, err := tlog.ParseHash(text[2])
	check("root", err)
	return tlog.Tree{N: size, Hash: root}
}

// entry reads one entry out of its bundle: big-endian u16 length, then the bytes.
func (f folder) entry(index, size int64) []byte {
	width := size - index/256*256
	if width > 256 {
		width = 256
	}
	tile := tlog.Tile{H: 8, L: -1, N: index / 256, W: int(width)}
	bundle := bytes.NewReader(f.read(layoutPath(tile)))
	var entry []byte
	for i := int64(0); i <= index%256; i++ {
		var length uint16
		check("bundle", binary.Read(bundle, binary.BigEndian, &length))
		entry = make([]byte, length)
		check("bundle", binary.Read(bundle, binary.BigEndian, entry))
	}
	return entry
}

func (f folder) Height() int { return 8 }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), layoutPath(tile)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) read(path string) []byte {
	data, err := os.ReadFile(filepath.Join(string(f), path))
	check(path, err)
	return data
}

// layoutPath turns Go's tile/8/0/000 and tile/8/data/000 into C2SP's tile/0/000, tile/entries/000.
func layoutPath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func check(what string, err error) {
	if err != nil {
		fail(what + ": " + err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
