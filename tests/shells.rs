//! Completions in the shells that this machine has; `.ci/shells_check.sh` needs bash and zsh and presses Tab.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A shell, and how it says that it knows the completions in the folder `$1` and reads all of them.
const SHELLS: [(&str, &[&str], &str); 3] = [
    ("bash", &["--norc", "--noprofile", "-c"], "source \"$1/linimasa.bash\" && complete -p linimasa >/dev/null"),
    (
        "zsh",
        &["-f", "-c"],
        "fpath=(\"$1\" $fpath); autoload -Uz compinit && compinit -u -D && [[ $_comps[linimasa] == _linimasa ]] && \
         autoload +X -U _linimasa",
    ),
    (
        "fish",
        &["--no-config", "-c"],
        "source \"$argv[2]/linimasa.fish\"; complete -C 'linimasa bri' | grep -q '^brief'",
    ),
];

fn completions(shell: &str, path: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    let output = command.args(["completions", shell]).output().expect("the program runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{shell}");
    fs::write(path, output.stdout).expect("the script is written");
}

#[test]
fn every_shell_that_is_here_loads_the_completions() {
    let folder = tempfile::tempdir().expect("a folder");
    for (shell, options, script) in SHELLS {
        let name = if shell == "zsh" { "_linimasa".to_string() } else { format!("linimasa.{shell}") };
        completions(shell, &folder.path().join(name));
        let mut command = Command::new(shell);
        command.args(options).args([script, "linimasa-test"]).arg(folder.path()).stdin(Stdio::null());
        // A shell that is not here cannot be asked.
        let Ok(output) = command.output() else { continue };
        assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    }
    for shell in ["elvish", "powershell"] {
        completions(shell, &folder.path().join(shell));
    }
}

#[test]
fn the_manual_and_the_help_name_every_command_with_an_example() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    let manual = String::from_utf8(command.arg("man").output().expect("the program runs").stdout).expect("UTF-8");
    for name in ["brief", "timeline", "map", "extract", "review", "diff", "dates", "places", "gazetteer"] {
        assert!(manual.contains(&format!(".SH LINIMASA {}", name.to_uppercase())), "{name}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
        let help = command.args([name, "--help"]).output().expect("the program runs");
        let help = String::from_utf8(help.stdout).expect("UTF-8");
        assert!(help.contains("Examples:") && help.contains(&format!("linimasa {name}")), "{name}:\n{help}");
    }
}
