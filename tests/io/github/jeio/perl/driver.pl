# Runs a script of requests through Perl's IO::AIO: driver.pl <root> <script>. The language is described in Script.java;
# JavaDriver.java is the same for jeio. Each line of the script gives one line of output.
use strict;
use warnings;
no warnings qw(uninitialized);
use Fcntl ();
use IO::AIO 4;

my ($root, $script) = @ARGV;
my (%fh, %wd, %map);
my $outcome;

sub decode { my $token = shift; return "" if $token eq "''"; $token =~ s/%([0-9a-f]{2})/chr hex $1/ge; $token }

sub encode {
   my $text = shift;
   $text =~ s/^\Q$root\E(?=\/|\z)/ROOT/;
   $text =~ s/([^A-Za-z0-9_.\/-])/sprintf "%%%02x", ord $1/ge;
   $text eq "" ? "''" : $text;
}

# O_RDWR|O_CREAT, 0644, -1
sub number {
   my $sum = 0;
   for (split /\|/, shift) {
      $sum |= /^[A-Z]/ ? (IO::AIO->can ($_) || Fcntl->can ($_))->() : /^0\d/ ? oct : $_ + 0;
   }
   $sum;
}

# a path below the root, an absolute one (/...), the empty one, or one relative to a working directory (@w:...)
sub path {
   my $token = shift;
   return [$wd{$1}, decode $2] if $token =~ /^\@(\w+):(.*)/;
   my $path = decode $token;
   $path eq "" || $path =~ /^\// ? $path : "$root/$path";
}

sub handle { $fh{$_[0]} // 999 }                      # for what takes a path as well
sub fd { $fh{$_[0]} ? fileno $fh{$_[0]} : 999 }
sub target { $_[0] =~ /^\$(.*)/ ? handle $1 : path $_[0] }

sub instant { $_[0] eq "now" ? undef : $_[0] }

sub fail { $outcome = "fail " . ($! + 0) }
sub ok { $outcome = join " ", "ok", @_ }
sub status { $_[0] < 0 ? fail : ok $_[0] }
sub stat_result { $_[0] < 0 ? fail : ok sprintf "%o %d %d %d %d %d", (stat _)[2, 3, 4, 5, 7, 6] }
sub names { join ",", sort map { encode $_ } @{ $_[0] } }

# extents that follow each other as one: how many there are is up to the file system's mood
sub ranges {
   my @ranges;
   for (@_) { @ranges && $ranges[-1][1] == $$_[0] ? $ranges[-1][1] = $$_[1] : push @ranges, [@$_] }
   join ",", map "$$_[0]-$$_[1]", @ranges;
}

my %op = (
   open => sub { my $var = $_[0]; aio_open path ($_[1]), number ($_[2]), number ($_[3]), sub { ($fh{$var} = $_[0]) ? ok : fail } },
   close => sub { my $fh = delete $fh{$_[0]}; aio_close $fh, \&status },
   seek => sub { aio_seek fd ($_[0]), $_[1], number ($_[2]), \&status },
   read => sub {
      my ($var, $offset, $length, $dataoffset) = @_;
      my $data = "." x $dataoffset;
      aio_read fd ($var), $offset < 0 ? undef : $offset, $length, $data, $dataoffset, sub {
         $_[0] < 0 ? fail : ok $_[0], encode substr $data, 0, $dataoffset + $_[0];
      };
   },
   write => sub {
      my ($var, $offset, $length, $text, $dataoffset) = @_;
      aio_write fd ($var), $offset < 0 ? undef : $offset, $length, decode ($text), $dataoffset, \&status;
   },
   sendfile => sub { aio_sendfile fd ($_[0]), fd ($_[1]), $_[2], $_[3], \&status },
   readahead => sub { aio_readahead fd ($_[0]), $_[1], $_[2], \&status },
   stat => sub { aio_stat target ($_[0]), \&stat_result },
   lstat => sub { aio_lstat path ($_[0]), \&stat_result },
   times => sub {
      aio_lstat path ($_[0]), sub { $_[0] < 0 ? fail : ok map { sprintf "%d.%09d", $$_[0], $$_[1] }
         [(stat _)[8], IO::AIO::st_atimensec], [(stat _)[9], IO::AIO::st_mtimensec] };
   },
   seconds => sub { aio_lstat path ($_[0]), sub { $_[0] < 0 ? fail : ok ((stat _)[9]) } },
   statvfs => sub { aio_statvfs target ($_[0]), sub { $_[0] ? ok @{ $_[0] }{qw(bsize frsize namemax flag)} : fail } },
   utime => sub { aio_utime target ($_[0]), instant ($_[1]), instant ($_[2]), \&status },
   chown => sub { aio_chown target ($_[0]), $_[1], $_[2], \&status },
   chmod => sub { aio_chmod target ($_[0]), number ($_[1]), \&status },
   truncate => sub { aio_truncate target ($_[0]), $_[1], \&status },
   allocate => sub { aio_allocate fd ($_[0]), number ($_[1]), $_[2], $_[3], \&status },
   unlink => sub { aio_unlink path ($_[0]), \&status },
   mkdir => sub { aio_mkdir path ($_[0]), number ($_[1]), \&status },
   rmdir => sub { aio_rmdir path ($_[0]), \&status },
   mknod => sub { aio_mknod path ($_[0]), number ($_[1]), IO::AIO::makedev ($_[2], $_[3]), \&status },
   link => sub { aio_link path ($_[0]), path ($_[1]), \&status },
   # the link's directory is the one that comes with the target
   symlink => sub {
      my ($target, $link) = (decode ($_[0]), path ($_[1]));
      ref $link ? aio_symlink [$$link[0], $target], $$link[1], \&status : aio_symlink $target, $link, \&status;
   },
   readlink => sub { aio_readlink path ($_[0]), sub { defined $_[0] ? ok encode $_[0] : fail } },
   realpath => sub { aio_realpath path ($_[0]), sub { defined $_[0] ? ok encode $_[0] : fail } },
   rename => sub { aio_rename path ($_[0]), path ($_[1]), \&status },
   rename2 => sub { aio_rename2 path ($_[0]), path ($_[1]), number ($_[2]), \&status },
   readdir => sub { aio_readdir path ($_[0]), sub { $_[0] ? ok names $_[0] : fail } },
   readdirx => sub {
      aio_readdirx path ($_[0]), number ($_[1]), sub {
         my ($entries, $flags) = @_;
         $entries ? ok $flags & ~IO::AIO::READDIR_DENTS, join ",", sort map { ref $_ ? encode ($$_[0]) . ":$$_[1]" : encode $_ } @$entries : fail;
      };
   },
   scandir => sub { aio_scandir path ($_[0]), $_[1], sub { @_ ? ok names ($_[0]), names ($_[1]) : fail } },
   load => sub { my $data; aio_load path ($_[0]), $data, sub { $_[0] < 0 ? fail : ok encode $data } },
   slurp => sub { my $data; aio_slurp path ($_[0]), $_[1], $_[2], $data, sub { $_[0] < 0 ? fail : ok encode $data } },
   copy => sub { aio_copy path ($_[0]), path ($_[1]), \&status },
   move => sub { aio_move path ($_[0]), path ($_[1]), \&status },
   rmtree => sub { aio_rmtree path ($_[0]), \&status },
   pathsync => sub { aio_pathsync path ($_[0]), \&status },
   fcntl => sub { aio_fcntl fd ($_[0]), number ($_[1]), number ($_[2]), \&status },
   ioctl => sub { my $arg = "\0" x 256; aio_ioctl fd ($_[0]), number ($_[1]), $arg, sub { $_[0] < 0 ? fail : ok $_[0], unpack "l", $arg } },
   # a struct flock, and what has become of its type
   lock => sub {
      my $arg = pack "ssx4qqix4", number ($_[2]), 0, $_[3], $_[4], 0;
      aio_fcntl fd ($_[0]), number ($_[1]), $arg, sub { $_[0] < 0 ? fail : ok $_[0], unpack "s", $arg };
   },
   map => sub {
      my $map = $map{$_[0]} = \my $memory;
      IO::AIO::mmap $$map, $_[2], IO::AIO::PROT_READ | IO::AIO::PROT_WRITE, IO::AIO::MAP_SHARED, $fh{$_[1]} or return fail;
      ok length $$map;
   },
   msync => sub { aio_msync ${ $map{$_[0]} }, $_[1], $_[2], number ($_[3]), \&status },
   mtouch => sub { aio_mtouch ${ $map{$_[0]} }, $_[1], $_[2], number ($_[3]), \&status },
   mlock => sub { aio_mlock ${ $map{$_[0]} }, $_[1], $_[2], \&status },
   sync => sub { aio_sync \&status },
   fsync => sub { aio_fsync fd ($_[0]), \&status },
   fdatasync => sub { aio_fdatasync fd ($_[0]), \&status },
   syncfs => sub { aio_syncfs fd ($_[0]), \&status },
   sync_file_range => sub { aio_sync_file_range fd ($_[0]), $_[1], $_[2], number ($_[3]), \&status },
   fiemap => sub {
      aio_fiemap fd ($_[0]), $_[1], $_[2] < 0 ? undef : $_[2], number ($_[3]), $_[4] < 0 ? undef : $_[4], sub {
         @_ ? ok ranges (map [$$_[0], $$_[0] + $$_[2]], @{ $_[0] }) : fail;
      };
   },
   fiemap_count => sub { aio_fiemap fd ($_[0]), $_[1], $_[2], number ($_[3]), 0, sub { @_ ? ok $_[0] > 0 ? 1 : 0 : fail } },
   wd => sub { my $var = $_[0]; aio_wd path ($_[1]), sub { ($wd{$var} = $_[0]) ? ok : fail } },
   nop => sub { aio_nop sub { ok } },
   busy => sub { IO::AIO::aio_busy $_[0], sub { ok } },
   # how many of the paths there are, counted by a group
   group => sub {
      my $found = 0;
      my $grp = aio_group sub { ok @_ };
      for my $token (@_) {
         add $grp aio_stat path ($token), sub { $grp->result (++$found) unless $_[0] };
      }
   },
   # the paths in turn, by a feeder, of which only so many at a time
   feed => sub {
      my ($limit, @tokens) = @_;
      my ($seen, $most, $now) = (0, 0, 0);
      my $grp = aio_group sub { ok $seen, $most };
      limit $grp $limit;
      feed $grp sub {
         my $token = shift @tokens;
         defined $token or return;
         ++$now > $most and $most = $now;
         add $grp aio_lstat path ($token), sub { $now--; $seen++ };
      };
   },
   # the order in which requests of these priorities are executed and reported
   priorities => sub {
      my @order;
      IO::AIO::max_parallel 0;
      for my $pri (@_) {
         aioreq_pri $pri;
         aio_nop sub { push @order, $pri };
      }
      ok aioreq_pri;
      IO::AIO::min_parallel 1;
      IO::AIO::flush;
      ok @order;
      IO::AIO::min_parallel 4;
   },
   # an unlink that is cancelled before it begins: nothing happens
   cancelled => sub {
      my $called = 0;
      IO::AIO::max_parallel 0;
      my $req = aio_unlink path ($_[0]), sub { $called++ };
      $req->cancel;
      IO::AIO::min_parallel 4;
      IO::AIO::flush;
      ok $called, IO::AIO::nreqs;
   },
);

open my $in, "<", $script or die "$script: $!";
while (<$in>) {
   chomp;
   my ($name, @args) = split / /;
   $outcome = "nothing";
   my $run = $op{$name} or die "$script:$.: no operation $name\n";
   eval { $run->(@args); IO::AIO::flush; 1 } or $outcome = "refused";
   print "$outcome\n";
}
