# SPDX-License-Identifier: GPL-3.0-or-later
#
# Nix. In a clone:  nix-build doc/packaging/nix
#
# Not built: there was no nixpkgs where it was written. Nix 2.8 parses it, and evaluates it
# with packages that are made up. The tests are not part of it, as nobody has run them in
# the sandbox of Nix.
{ pkgs ? import <nixpkgs> { } }:

pkgs.stdenv.mkDerivation {
  pname = "notmuch-bounces";
  version = "0.1";

  src = pkgs.lib.cleanSource ../../..;

  strictDeps = true;
  nativeBuildInputs = [ pkgs.pkg-config ];
  buildInputs = [
    pkgs.glib
    pkgs.gmime3
    pkgs.json-glib
    pkgs.ncurses
    pkgs.notmuch
    pkgs.sqlite
  ];
  # What libbounce.pc requires; and "notmuch bounces" is said to notmuch.
  propagatedBuildInputs = [ pkgs.gmime3 ];
  propagatedUserEnvPkgs = [ pkgs.notmuch ];

  makeFlags = [
    "PREFIX=${placeholder "out"}"
    "CC=${pkgs.stdenv.cc.targetPrefix}cc"
    "PKG_CONFIG=${pkgs.stdenv.cc.targetPrefix}pkg-config"
  ];
  enableParallelBuilding = true;

  meta = {
    description = "Browse mail bounces by status code";
    license = pkgs.lib.licenses.gpl3Plus;
    mainProgram = "notmuch-bounces";
    platforms = pkgs.lib.platforms.unix;
  };
}
