# default.nix - nix-build packaging/nix; with flakes: callPackage it from nixpkgs.
# Parsed by the tests, built by no one here: there is no nixpkgs.
{ pkgs ? import <nixpkgs> { } }:

let
  source = ../..;
  project = builtins.readFile (source + "/CMakeLists.txt");
  version = builtins.head
    (builtins.match ".*project\\(seclint VERSION ([0-9.]+) .*" project);
in
pkgs.stdenv.mkDerivation {
  pname = "seclint";
  inherit version;
  src = pkgs.lib.cleanSource source;

  nativeBuildInputs = with pkgs; [ cmake ninja pkg-config ];
  buildInputs = with pkgs; [ libarchive libdeflate libgit2 libyaml pcre2 ];
  # Linked, not loaded later: the loader would not look into the store.
  cmakeFlags = [
    "-DSECLINT_HARDEN=ON"
    "-DSECLINT_LATE_LIBRARIES=OFF"
    "-DSECLINT_UNIT_TESTS=OFF"
  ];

  meta = {
    description = "A linter for secret hygiene in git repositories";
    homepage = "https://github.com/CloudReactor/seclint";
    license = with pkgs.lib.licenses; [ mit asl20 icu ];
    mainProgram = "seclint";
    platforms = pkgs.lib.platforms.linux;
  };
}
