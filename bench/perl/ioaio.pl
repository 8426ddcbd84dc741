#!/usr/bin/perl
# Perl's IO::AIO. The protocol is in ../c/driver.h.
use strict;
use warnings;
use Fcntl;
use Time::HiRes;

BEGIN {
    $| = 1;
    unless (eval { require IO::AIO; IO::AIO->import; 1 }) {
        print "missing IO::AIO: install the package libio-aio-perl\n";
        exit;
    }
}

my ($directory, $threads) = @ARGV;

use constant { BLOCK => 4096, SMALL => 1024, SMALL_FILES => 10_000, BUFFERS => 1024, OFFSETS => 65_536 };

my @small = map { sprintf "%s/small/%05d", $directory, $_ } 0 .. SMALL_FILES - 1;
my $x = 1;
my @offset = map { $x = ($x * 1664525 + 1013904223) & 0xffffffff; ($x >> 16) } 1 .. OFFSETS;
my @write_offset = map { ($_ >> 2) * BLOCK } @offset;
my @read_offset = map { $_ * BLOCK } @offset;

# A scalar for each slot; where an aligned block begins in it, for O_DIRECT.
my @buffer = map { "\0" x (2 * BLOCK) } 1 .. BUFFERS;
my @aligned = map { -unpack("J", pack "P", $buffer[$_]) & (BLOCK - 1) } 0 .. BUFFERS - 1;
my @block = map { "x" x BLOCK } 1 .. BUFFERS;

my ($next, $total, $in_flight, $start);

sub poll_until_done {
    my ($outstanding) = @_;
    while ($$outstanding) {
        IO::AIO::poll_wait ();
        IO::AIO::poll_cb ();
    }
}

sub refill {
    my ($slot) = @_;
    if ($next < $total) {
        $start->($slot, $next++);
    } else {
        $in_flight--;
    }
}

# The callback of a slot's last request. One for each, made once.
my (@done, @zero, @whole, @short);

sub callback {
    my ($slot, $expected) = @_;
    return sub {
        die "got $_[0], not $expected: $!\n" if $_[0] != $expected;
        refill ($slot);
    };
}

sub window {
    my ($operation, $depth, $ops) = @_;
    for my $slot (@done .. $depth - 1) {
        push @done, sub { refill ($slot) };
        push @zero, callback ($slot, 0);
        push @whole, callback ($slot, BLOCK);
        push @short, callback ($slot, SMALL);
    }
    ($start, $next, $total) = ($operation, 0, $ops);
    $in_flight = $depth < $ops ? $depth : $ops;
    refill ($_) for 0 .. $in_flight - 1;
    poll_until_done (\$in_flight);
    return $ops;
}

sub file {
    my ($name, $flags) = @_;
    sysopen my $fh, "$directory/$name", $flags or die "$name: $!\n";
    return $fh;
}

my ($big, $out, $direct) = (file ("big", O_RDONLY), file ("out", O_RDWR), file ("big", O_RDONLY | Fcntl::O_DIRECT ()));

sub start_nop { my ($slot) = @_; aio_nop ($done[$slot]) }

sub start_read {
    my ($slot, $i) = @_;
    aio_read ($big, $read_offset[$i & 65535], BLOCK, $buffer[$slot & 1023], 0, $whole[$slot]);
}

sub start_write {
    my ($slot, $i) = @_;
    aio_write ($out, $write_offset[$i & 65535], BLOCK, $block[$slot & 1023], 0, $whole[$slot]);
}

sub start_direct {
    my ($slot, $i) = @_;
    my $at = $slot & 1023;
    aio_read ($direct, $read_offset[$i & 65535], BLOCK, $buffer[$at], $aligned[$at], $whole[$slot]);
}

sub start_stat { my ($slot, $i) = @_; aio_stat ($small[$i % SMALL_FILES], $zero[$slot]) }

sub start_open {
    my ($slot, $i) = @_;
    aio_open ($small[$i % SMALL_FILES], O_RDONLY, 0, sub {
        my $fh = shift or die "open: $!\n";
        aio_read ($fh, 0, SMALL, $buffer[$slot & 1023], 0, sub {
            die "read: $!\n" if $_[0] != SMALL;
            aio_close ($fh, $zero[$slot]);
        });
    });
}

sub start_slurp {
    my ($slot, $i) = @_;
    aio_slurp ($small[$i % SMALL_FILES], 0, SMALL, $buffer[$slot & 1023], $short[$slot]);
}

# Directories by a work list, as the other systems do it.
sub walk {
    my ($root, $depth) = @_;
    my ($entries, $active, @waiting) = (0, 0, $root);
    my $pump;
    $pump = sub {
        while (@waiting && $active < $depth) {
            my $path = pop @waiting;
            $active++;
            aio_readdirx ($path, IO::AIO::READDIR_DENTS, sub {
                for my $entry (@{ $_[0] || [] }) {
                    $entries++;
                    push @waiting, "$path/$entry->[0]" if $entry->[1] == IO::AIO::DT_DIR;
                }
                $active--;
                $pump->();
            });
        }
    };
    $pump->();
    poll_until_done (\$active);
    undef $pump;
    return $entries;
}

sub whole_job {
    my ($ops, $request, @arguments) = @_;
    my $waiting = 1;
    $request->(@arguments, sub { die "$!\n" if $_[0] < 0; $waiting = 0 });
    poll_until_done (\$waiting);
    return $ops;
}

my %work = (
    nop => sub { window (\&start_nop, @_) },
    read => sub { window (\&start_read, @_) },
    write => sub { window (\&start_write, @_) },
    direct => sub { window (\&start_direct, @_) },
    stat => sub { window (\&start_stat, @_) },
    open => sub { window (\&start_open, @_) },
    slurp => sub { window (\&start_slurp, @_) },
    scan => sub { walk ($ENV{BENCH_SCAN} || "/usr", $_[0]) },
    list => sub { walk ("$directory/list-$_[1]", $_[0]) },
    copy => sub { whole_job ($_[1], \&aio_copy, "$directory/source", "$directory/copy") },
    remove => sub { whole_job ($_[1], \&aio_rmtree, "$directory/doomed") },
);

IO::AIO::max_parallel ($threads);
IO::AIO::min_parallel ($threads);
printf "ready IO::AIO %s, Perl %vd\n", $IO::AIO::VERSION, $^V;

while (<STDIN>) {
    my ($name, $depth, $ops) = split;
    my $run = $work{$name};
    if (!$run) {
        print "unsupported\n";
        next;
    }
    my ($cpu, $time) = (Time::HiRes::clock (), Time::HiRes::time ());
    my $done = eval { $run->($depth, $ops) };
    if (defined $done) {
        printf "%d %.9f %.9f\n", $done, Time::HiRes::time () - $time, Time::HiRes::clock () - $cpu;
    } else {
        print "failed $name: ", $@ =~ s/\s+/ /gr, "\n";
        IO::AIO::flush ();
    }
}
